import { z } from 'zod'

/** Text as Asterisk gives it; its placeholder for nothing becomes ''. */
export const text = z.string().transform((value) => (value === '<unknown>' ? '' : value))
export const optionalText = text.optional().default('')
export const whole = z
  .string()
  .regex(/^-?[0-9]+$/)
  .transform(Number)
export const optionalWhole = whole.optional().default(0)
export const flag = z
  .string()
  .transform((value) => value === '1' || value === 'yes' || value === 'true')

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** A name in a channel snapshot: C-escaped there (ast_escape_c), so O'Brien comes as O\'Brien. */
const escapedText = optionalText.transform((value) =>
  value.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter),
)

/** The channel snapshot that most call events carry. */
export const channel = {
  Channel: z.string().min(1),
  Uniqueid: z.string().min(1),
  Linkedid: z.string().min(1),
  /** ast_channel_state: 0 down, 4 ring, 5 ringing, 6 up. */
  ChannelState: whole,
  AccountCode: optionalText,
  CallerIDNum: optionalText,
  CallerIDName: escapedText,
  ConnectedLineNum: optionalText,
  ConnectedLineName: escapedText,
  Context: optionalText,
  Exten: optionalText,
}

/** The called channel of an event about two; absent where it is already gone. */
export const destination = {
  DestChannel: optionalText,
  DestUniqueid: optionalText,
  DestLinkedid: optionalText,
}

export const bridge = { BridgeUniqueid: z.string().min(1), BridgeNumChannels: whole }

export const member = {
  Queue: z.string().min(1),
  Interface: z.string().min(1),
  MemberName: optionalText,
}

export const memberState = {
  ...member,
  Penalty: optionalWhole,
  CallsTaken: optionalWhole,
  LastCall: optionalWhole,
  InCall: flag.optional().default(false),
  /** ast_device_state: 1 not in use, 2 in use, 3 busy, 5 unavailable, 6 ringing, 8 on hold. */
  Status: optionalWhole,
  Paused: flag,
  PausedReason: optionalText,
}
