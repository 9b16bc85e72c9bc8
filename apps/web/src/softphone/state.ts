import type { ErrorCode } from '@callfloor/domain'
import type { MicrophoneState } from './microphone.ts'
import type { Quality } from './quality.ts'
import type { SipEnd } from './sip-phone.ts'

/**
 * Whether this page is the agent's phone. `takenElsewhere`: another window has it; `passive`: another
 * window took it from this one; `refused`: the server gives none, see `refusal`.
 */
export type LineState =
  | 'off'
  | 'leasing'
  | 'connecting'
  | 'registered'
  | 'reconnecting'
  | 'takenElsewhere'
  | 'passive'
  | 'refused'

export type CallPhase = 'ringing' | 'answering' | 'talking' | 'ending'

export type PhoneCall = {
  phase: CallPhase
  linkedId: string | null
  queueId: string | null
  caller: { number: string; name: string }
  muted: boolean
  /** What was asked for, and what Asterisk has accepted. */
  hold: { wanted: boolean; confirmed: boolean }
  media: 'flowing' | 'interrupted'
  quality: Quality | null
}

/** All that a screen needs to know of the phone in this page. */
export type SoftphoneState = {
  line: LineState
  /** Under which the server knows this page as the agent's phone; null without a lease. */
  leaseId: string | null
  refusal: ErrorCode | null
  call: PhoneCall | null
  /** Why the last call ended, and what went wrong with the last answer. */
  lastEnd: SipEnd | null
  answerFailed: boolean
  microphone: MicrophoneState
  speaker: 'locked' | 'unlocked'
}

export type Missing = 'line' | 'microphone' | 'speaker'

/** What keeps this agent from being Available, in the order in which it is mended. */
export function missingOf({ line, microphone, speaker }: SoftphoneState): Missing[] {
  const missing: Missing[] = []
  if (line !== 'registered') missing.push('line')
  if (microphone !== 'live') missing.push('microphone')
  if (speaker !== 'unlocked') missing.push('speaker')
  return missing
}
