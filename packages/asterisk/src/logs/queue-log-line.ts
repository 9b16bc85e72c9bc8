import { z } from 'zod'
import { AsteriskError } from '../errors.ts'

const count = z.coerce.number().int().nonnegative().catch(0)
const base = {
  /** Unix time in whole seconds: queue_log knows no finer. Exact times come from CEL. */
  atSeconds: z.number().int().positive(),
  /** Uniqueid of the caller's channel, or NONE. */
  callId: z.string().min(1),
  queue: z.string(),
  /** Member's interface or name, or NONE. */
  member: z.string(),
}

const events = {
  ENTERQUEUE: z.object({ url: z.string(), callerNumber: z.string(), position: count }),
  CONNECT: z.object({ holdSeconds: count, memberUniqueid: z.string(), ringSeconds: count }),
  COMPLETEAGENT: z.object({ holdSeconds: count, talkSeconds: count, position: count }),
  COMPLETECALLER: z.object({ holdSeconds: count, talkSeconds: count, position: count }),
  ABANDON: z.object({ position: count, startPosition: count, waitSeconds: count }),
  EXITWITHTIMEOUT: z.object({ position: count, startPosition: count, waitSeconds: count }),
  EXITEMPTY: z.object({ position: count, startPosition: count, waitSeconds: count }),
  EXITWITHKEY: z.object({
    key: z.string(),
    position: count,
    startPosition: count,
    waitSeconds: count,
  }),
  RINGNOANSWER: z.object({ ringMs: count }),
  RINGCANCELED: z.object({ ringMs: count }),
  AGENTDUMP: z.object({}),
  SYSCOMPAT: z.object({}),
  BLINDTRANSFER: z.object({
    exten: z.string(),
    context: z.string(),
    holdSeconds: count,
    talkSeconds: count,
    position: count,
  }),
  ATTENDEDTRANSFER: z.object({
    method: z.string(),
    target: z.string(),
    holdSeconds: count,
    talkSeconds: count,
    position: count,
  }),
  ADDMEMBER: z.object({ paused: z.string() }),
  REMOVEMEMBER: z.object({}),
  PAUSE: z.object({ reason: z.string() }),
  UNPAUSE: z.object({ reason: z.string() }),
  PAUSEALL: z.object({ reason: z.string() }),
  UNPAUSEALL: z.object({ reason: z.string() }),
  WITHDRAW: z.object({
    position: count,
    startPosition: count,
    waitSeconds: count,
    info: z.string(),
  }),
  QUEUESTART: z.object({}),
  CONFIGRELOAD: z.object({}),
} as const

type Events = typeof events
type Base = z.infer<z.ZodObject<typeof base>>
export type QueueLogEvent = keyof Events
export type QueueLogLine =
  | { [E in QueueLogEvent]: Base & { event: E } & z.infer<Events[E]> }[QueueLogEvent]
  | (Base & { event: 'OTHER'; name: string; data: string[] })

const FREE_TEXT_FIRST: readonly string[] = ['PAUSE', 'UNPAUSE', 'PAUSEALL', 'UNPAUSEALL']
const baseSchema = z.object(base)

/**
 * Reads one queue_log line (`time|callid|queue|member|event|data…`; app_queue's documentation
 * "Queue Logs"). Events we do not use come back as OTHER. Throws `logLineMalformed`.
 */
export function parseQueueLogLine(line: string): QueueLogLine {
  const [time = '', callId = '', queue = '', member = '', event = '', ...data] = line.split('|')
  const atSeconds = /^[0-9]{9,11}(\.[0-9]+)?$/.test(time) ? Math.floor(Number(time)) : Number.NaN
  const common = baseSchema.safeParse({ atSeconds, callId, queue, member })
  if (!common.success || !/^[A-Z]{3,40}$/.test(event)) {
    throw new AsteriskError('logLineMalformed', 'A queue_log line could not be read.', {
      fields: data.length + 5,
    })
  }
  if (!isKnown(event)) return { ...common.data, event: 'OTHER', name: event, data }
  // A caller's number may hold a pipe: fields are counted from the end where text is in front.
  const cells = FREE_TEXT_FIRST.includes(event) ? [data.join('|')] : fold(event, data)
  const shape = events[event].shape
  const record: Record<string, string> = {}
  Object.keys(shape).forEach((key, index) => {
    record[key] = cells[index] ?? ''
  })
  return { ...common.data, event, ...events[event].parse(record) } as QueueLogLine
}

function isKnown(event: string): event is QueueLogEvent {
  return Object.hasOwn(events, event)
}

/** ENTERQUEUE is `url|number|position[|name]`: what a pipe split too far is joined again. */
function fold(event: QueueLogEvent, data: string[]): string[] {
  if (event !== 'ENTERQUEUE' || data.length <= 3) return data
  return [data[0] ?? '', data.slice(1, -1).join('|'), data.at(-1) ?? '']
}
