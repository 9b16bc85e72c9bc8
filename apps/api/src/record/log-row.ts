import { type AmiNote, type LogLine, parseCelLine, parseQueueLogLine } from '@callfloor/asterisk'
import type { LinkedId, NodeName } from '@callfloor/domain'

/** A row of log_lines. */
export type LogRow = {
  node: string
  source: 'cel' | 'queue_log' | 'ami'
  generation: string
  byte_offset: number
  at: Date
  unique_id: string | null
  linked_id: string | null
  tenant_id: string | null
  /** JSON text: the line as it came. */
  line: string
}
export type LogFile = 'cel' | 'queue_log'
type Place = { node: NodeName; generation: string }

/** Whether the text may stand where PostgreSQL wants a uuid. */
export const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/**
 * A line as it is stored. One that cannot be read is kept too, tied to no channel, and `problem`
 * says why.
 */
export function rowOf(
  file: LogFile,
  place: Place,
  line: LogLine,
): { row: LogRow; problem?: unknown } {
  const base = {
    node: place.node,
    source: file,
    generation: place.generation,
    byte_offset: line.offset,
    line: JSON.stringify(line.text),
  }
  try {
    return {
      row: { ...base, ...(file === 'cel' ? aboutCel(line.text) : aboutQueueLog(line.text)) },
    }
  } catch (problem) {
    const nothing = { at: new Date(0), unique_id: '', linked_id: null, tenant_id: null }
    return { row: { ...base, ...nothing }, problem }
  }
}

function aboutCel(text: string) {
  const line = parseCelLine(text)
  return {
    at: new Date(Math.floor(line.atMicros / 1000)),
    unique_id: line.uniqueid,
    linked_id: line.linkedid,
    tenant_id: isUuid(line.accountcode) ? line.accountcode : null,
  }
}

function aboutQueueLog(text: string) {
  const line = parseQueueLogLine(text)
  return {
    at: new Date(line.atSeconds * 1000),
    unique_id: line.event === 'QUEUESTART' ? null : line.callId,
    linked_id: null,
    tenant_id: null,
  }
}

/** An AMI event is named by its leg and instant, so that hearing it twice stores it once. */
export function amiRow(node: NodeName, linkedId: LinkedId, note: AmiNote): LogRow {
  return {
    node,
    source: 'ami',
    generation: `${note.legId || linkedId} ${note.type}`,
    byte_offset: note.atMicros,
    at: new Date(Math.floor(note.atMicros / 1000)),
    unique_id: note.legId || linkedId,
    linked_id: linkedId,
    tenant_id: null,
    line: JSON.stringify(note),
  }
}
