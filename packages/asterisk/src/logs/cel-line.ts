import { z } from 'zod'
import { AsteriskError } from '../errors.ts'
import { celFields } from './cel-mapping.ts'
import { splitCsvLine } from './csv.ts'
import { epochMicroseconds } from './time.ts'

const text = z.string()

const celSchema = z.object({
  /** CHAN_START, ANSWER, BRIDGE_ENTER, APP_START, USER_DEFINED, HANGUP, CHAN_END … */
  eventType: z.string().regex(/^[A-Z][A-Z0-9_]{2,39}$/),
  /** Microseconds since 1970. */
  atMicros: z.number().int().positive(),
  uniqueid: text.min(1),
  linkedid: text.min(1),
  channel: text,
  accountcode: text,
  exten: text,
  context: text,
  callerName: text,
  callerNumber: text,
  dialledNumber: text,
  appName: text,
  appData: text,
  peer: text,
  /** Name of a USER_DEFINED event. */
  userEvent: text,
  extra: text,
  userField: text,
  peerAccount: text,
})
export type CelLine = z.infer<typeof celSchema>

/**
 * Reads one line written by `celMapping`. Throws `logLineMalformed` for anything else; text
 * a caller sent is kept as it is. Fields a shorter, older line lacks are ''.
 */
export function parseCelLine(line: string): CelLine {
  const cells = splitCsvLine(line)
  if (cells === undefined || cells.length < 4) throw malformed('it is not a CEL line')
  const record: Record<string, string> = {}
  celFields.forEach((field, index) => {
    record[field] = cells[index] ?? ''
  })
  const parsed = celSchema.safeParse({
    ...record,
    atMicros: epochMicroseconds(record.eventTime ?? ''),
  })
  if (!parsed.success) {
    throw malformed(parsed.error.issues[0]?.path.join('.') ?? 'unknown field')
  }
  return parsed.data
}

/** CEL `extra` is JSON for Asterisk's own events, `{"extra":…}` around CELGenUserEvent's text. */
export function celExtra(line: CelLine): Readonly<Record<string, string>> {
  if (!line.extra.startsWith('{')) return {}
  try {
    return z.record(z.string(), z.coerce.string()).parse(JSON.parse(line.extra))
  } catch {
    return {}
  }
}

function malformed(why: string): AsteriskError {
  return new AsteriskError('logLineMalformed', `A CEL line could not be read (${why}).`, { why })
}
