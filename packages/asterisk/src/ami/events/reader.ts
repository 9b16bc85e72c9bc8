import type { z } from 'zod'
import type { AmiMessage } from '../message.ts'
import { eventSchemas, listSchemas } from './schemas.ts'

export type AmiEventName = keyof typeof eventSchemas
type Common = {
  /** When it happened: Unix time in whole milliseconds, from Asterisk's own clock where it says. */
  at: number
  /** Number of the message on its connection. */
  sequence: number
}
export type AmiEventOf<E extends AmiEventName> = Common & {
  event: E
} & z.output<(typeof eventSchemas)[E]>
export type AmiEvent = { [E in AmiEventName]: AmiEventOf<E> }[AmiEventName]

export type AmiListItemName = keyof typeof listSchemas
export type AmiListItem<I extends AmiListItemName> = z.output<(typeof listSchemas)[I]>

export type AmiEventStats = {
  read: number
  /** Events without a schema, by name; at most 200 names are kept apart. */
  unknown: Readonly<Record<string, number>>
  /** Known events that did not fit their schema, by name. */
  malformed: Readonly<Record<string, number>>
}

export type AmiEventReader = {
  /** The typed event, or undefined for an unknown or malformed one, which is counted. */
  read(message: AmiMessage): AmiEvent | undefined
  stats(): AmiEventStats
}

const MAX_UNKNOWN_NAMES = 200

/**
 * Turns messages into typed events; never throws. `onMalformed` is called once per event name,
 * so that a change in Asterisk is one line in the log and not a flood.
 */
export function createAmiEventReader(
  onMalformed?: (event: string, problem: string) => void,
): AmiEventReader {
  const unknown = new Map<string, number>()
  const malformed = new Map<string, number>()
  let read = 0
  return {
    read(message) {
      const event = message.event
      if (event === undefined) return undefined
      if (!isKnown(event)) {
        count(unknown, unknown.size < MAX_UNKNOWN_NAMES || unknown.has(event) ? event : 'other')
        return undefined
      }
      const parsed = eventSchemas[event].safeParse(recordOf(message))
      if (!parsed.success) {
        const issue = parsed.error.issues[0]
        if (!malformed.has(event))
          onMalformed?.(event, `${issue?.path.join('.')}: ${issue?.message}`)
        count(malformed, event)
        return undefined
      }
      read += 1
      const common = { event, at: timeOf(message), sequence: message.sequence }
      return { ...common, ...parsed.data } as AmiEvent
    },
    stats: () => ({
      read,
      unknown: Object.fromEntries(unknown),
      malformed: Object.fromEntries(malformed),
    }),
  }
}

/** The items of one kind among a list's; those that do not fit are left out. */
export function readListItems<I extends AmiListItemName>(
  items: readonly AmiMessage[],
  name: I,
): AmiListItem<I>[] {
  const read: AmiListItem<I>[] = []
  for (const item of items) {
    if (item.event !== name) continue
    const parsed = listSchemas[name].safeParse(recordOf(item))
    if (parsed.success) read.push(parsed.data as AmiListItem<I>)
  }
  return read
}

/** `Timestamp` (manager.conf timestampevents=yes; seconds with microseconds), else the arrival. */
export function timeOf(message: AmiMessage): number {
  const stamp = Number(message.get('Timestamp'))
  return Number.isFinite(stamp) && stamp > 0 ? Math.floor(stamp * 1000) : message.receivedAt
}

function recordOf(message: AmiMessage): Record<string, string> {
  const record: Record<string, string> = Object.create(null)
  for (const [, name, value] of message.headers()) record[name] ??= value
  return record
}

function isKnown(event: string): event is AmiEventName {
  return Object.hasOwn(eventSchemas, event)
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
