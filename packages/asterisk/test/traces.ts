import { readFileSync } from 'node:fs'
import type { CallEvent, LinkedId } from '@callfloor/domain'
import {
  type AmiEvent,
  type AmiMessage,
  createAmiEventReader,
  createAmiParser,
  parseCelLine,
  parseQueueLogLine,
  translateAmi,
  translateLogLines,
} from '../src/index.ts'

// Harvested from Asterisk 22.10.1 running the dialplan of src/config, with a second one as carrier.
const text = (file: string): string =>
  readFileSync(new URL(`../traces/${file}`, import.meta.url), 'utf8')
const lines = (file: string): string[] => text(file).split('\n').filter(Boolean)

export const SUPPORT = '0192f000-0000-7000-8000-0000000000b1'
export const SALES = '0192f000-0000-7000-8000-0000000000b2'
export const TENANT = '0192f000-0000-7000-8000-00000000000a'
export const ANA = '0192f000-0000-7000-8000-0000000000a1'

/** The bytes an AMI socket gave. */
export const amiBytes = (name: string): Buffer =>
  Buffer.from(`${text(`${name}.ami`).trimEnd().replaceAll('\n', '\r\n')}\r\n\r\n`)

export const amiMessages = (name: string): AmiMessage[] => createAmiParser().feed(amiBytes(name))

export function amiEvents(name: string): AmiEvent[] {
  const reader = createAmiEventReader()
  return amiMessages(name).flatMap((message) => reader.read(message) ?? [])
}

/** Call events of each conversation, as AMI told them. */
export function liveCalls(name: string): Map<LinkedId, CallEvent[]> {
  return grouped(amiEvents(name).flatMap(translateAmi))
}

/** Call events of each conversation, as the log files told them. */
export function recordedCalls(name: string): Map<LinkedId, CallEvent[]> {
  const cel = lines(`${name}.cel`).map(parseCelLine)
  const queueLog = lines(`${name}.queue_log`).map(parseQueueLogLine)
  return new Map(
    [...new Set(cel.map((line) => line.linkedid))].map((linkedId) => {
      const own = cel.filter((line) => line.linkedid === linkedId)
      const channels = new Set(own.map((line) => line.uniqueid))
      const about = queueLog.filter((line) => channels.has(line.callId))
      return [linkedId, translateLogLines({ cel: own, queueLog: about, ami: [], starts: [] })]
    }),
  )
}

export const celLines = (name: string): string[] => lines(`${name}.cel`)
export const queueLogLines = (name: string): string[] => lines(`${name}.queue_log`)
export const snapshotAt = (name: string): number => Number(text(`snapshot-${name}.at`))

function grouped(events: { linkedId: LinkedId; event: CallEvent }[]): Map<LinkedId, CallEvent[]> {
  const calls = new Map<LinkedId, CallEvent[]>()
  for (const { linkedId, event } of events) {
    calls.set(linkedId, [...(calls.get(linkedId) ?? []), event])
  }
  return calls
}
