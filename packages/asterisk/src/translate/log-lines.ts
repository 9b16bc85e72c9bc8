import type { CallEvent, LegId, QueueLeaveReason } from '@callfloor/domain'
import { celUserEvents } from '../config/dialplan.ts'
import { type CelLine, celExtra } from '../logs/cel-line.ts'
import type { QueueLogLine } from '../logs/queue-log-line.ts'
import { dialledOf, leaveReasonOf, partyOf } from './names.ts'

/**
 * What only AMI tells of a conversation, kept beside the log lines: hold, and that a call had gone
 * when the switch was asked. `legId` '' is about the conversation as a whole.
 */
export type AmiNote = {
  type: 'legHeld' | 'legResumed' | 'callCut'
  legId: LegId
  /** Microseconds since 1970. */
  atMicros: number
}

/** All that is kept of one conversation, each list in the order it was written. */
export type ConversationLog = {
  cel: readonly CelLine[]
  /** The lines about its channels. */
  queueLog: readonly QueueLogLine[]
  ami: readonly AmiNote[]
  /** Unix seconds of the node's starts (QUEUESTART) since the first line. */
  starts: readonly number[]
}

/**
 * Translates what Asterisk wrote about one conversation into events, sorted by time to the
 * microsecond; their instants are milliseconds. CEL dates everything: queue_log knows whole seconds
 * only, so it gives reasons and takes its instants from the CEL lines it goes with. (Asterisk
 * documentation: "CEL Specification", "Queue Logs".)
 */
export function translateLogLines(log: ConversationLog): CallEvent[] {
  const cel = log.cel.toSorted((a, b) => a.atMicros - b.atMicros)
  const timed = [
    ...cel.map((line) => ({ at: line.atMicros, event: fromCel(line) })),
    ...log.queueLog.map((line) => fromQueueLog(line, cel)),
    ...log.ami.map((note) => ({ at: note.atMicros, event: fromAmi(note) })),
    ...log.starts.map((second) => fromStart(second, cel)),
  ]
  return timed
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ event }) => (event === null ? [] : [event]))
}

type Timed = { at: number; event: CallEvent | null }
const milliseconds = (micros: number): number => Math.floor(micros / 1000)

function fromCel(line: CelLine): CallEvent | null {
  const at = milliseconds(line.atMicros)
  const legId = line.uniqueid
  // Asterisk before 22.8 writes USER_DEFINED and the name beside it.
  switch (line.eventType === 'USER_DEFINED' ? line.userEvent : line.eventType) {
    case 'CHAN_START':
      return {
        type: 'legStarted',
        at,
        legId,
        linkedId: line.linkedid,
        party: partyOf(line.channel),
        callerNumber: line.callerNumber,
        callerName: line.callerName,
        dialled: dialledOf(line.exten),
      }
    case 'ANSWER':
      return { type: 'legAnswered', at, legId }
    case 'BRIDGE_ENTER':
      return inBridge('legBridged', line, at)
    case 'BRIDGE_EXIT':
      return inBridge('legUnbridged', line, at)
    case 'HANGUP':
      return { type: 'legEnded', at, legId, cause: Number(celExtra(line).hangupcause ?? 0) || 0 }
    // HANGUP says the same with its cause; this is for a channel that ended without one.
    case 'CHAN_END':
      return { type: 'legEnded', at, legId, cause: 0 }
    case celUserEvents.queued:
      return { type: 'queueJoined', at, legId, queueId: celExtra(line).extra ?? '' }
    case celUserEvents.left:
      return fromQueueStatus(line, at)
    default:
      return null
  }
}

function inBridge(
  type: 'legBridged' | 'legUnbridged',
  line: CelLine,
  at: number,
): CallEvent | null {
  const bridgeId = celExtra(line).bridge_id
  return bridgeId ? { type, at, legId: line.uniqueid, bridgeId } : null
}

function fromQueueStatus(line: CelLine, at: number): CallEvent | null {
  const [queueId = '', status = ''] = (celExtra(line).extra ?? '').split(' ')
  const reason = leaveReasonOf(status)
  return reason ? { type: 'queueLeft', at, legId: line.uniqueid, queueId, reason } : null
}

const second = 1_000_000
/** Behind every CEL line of the same second. */
const endOfSecond = (seconds: number): number => seconds * second + second - 1

function fromQueueLog(line: QueueLogLine, cel: readonly CelLine[]): Timed {
  const at = endOfSecond(line.atSeconds)
  const queueId = line.queue
  switch (line.event) {
    case 'RINGNOANSWER':
      return missed(line, cel)
    case 'EXITWITHTIMEOUT':
      return { at, event: left(line.callId, queueId, 'timedOut', at, cel) }
    case 'EXITEMPTY':
      return { at, event: left(line.callId, queueId, 'empty', at, cel) }
    case 'EXITWITHKEY':
      return { at, event: left(line.callId, queueId, 'keyPressed', at, cel) }
    default:
      return { at, event: null }
  }
}

/** The offer that was missed is the one that ended when the line was written: it gives the instant. */
function missed(line: QueueLogLine, cel: readonly CelLine[]): Timed {
  const stated = endOfSecond(line.atSeconds)
  const party = partyOf(line.member)
  if (party.kind !== 'agent') return { at: stated, event: null }
  const { agentId } = party
  const ends = cel.filter((end) => {
    const other = end.eventType === 'CHAN_END' ? partyOf(end.channel) : null
    return other?.kind === 'agent' && other.agentId === agentId && isNear(end, line)
  })
  const at = ends.at(-1)?.atMicros ?? stated
  const event = { type: 'offerMissed' as const, at: milliseconds(at), legId: line.callId, agentId }
  return { at, event }
}

// app_queue writes a member's line within milliseconds of the leg's end, whichever comes first.
const isNear = (end: CelLine, line: QueueLogLine): boolean =>
  end.atMicros >= line.atSeconds * second - second / 4 &&
  end.atMicros <= line.atSeconds * second + second + second / 4

/** Only where the dialplan did not write the exact instant itself. */
function left(
  legId: LegId,
  queueId: string,
  reason: QueueLeaveReason,
  at: number,
  cel: readonly CelLine[],
): CallEvent | null {
  const written = cel.some(
    (line) =>
      line.eventType === celUserEvents.left &&
      line.uniqueid === legId &&
      (celExtra(line).extra ?? '').startsWith(`${queueId} `) &&
      Math.abs(line.atMicros - at) < 5 * second,
  )
  return written ? null : { type: 'queueLeft', at: milliseconds(at), legId, queueId, reason }
}

function fromAmi({ type, legId, atMicros }: AmiNote): CallEvent {
  const at = milliseconds(atMicros)
  return type === 'callCut' ? { type, at } : { type, at, legId }
}

/** A call that was there when the switch started anew had been cut: after its last line, not before. */
function fromStart(seconds: number, cel: readonly CelLine[]): Timed {
  const within = cel.filter(({ atMicros }) => atMicros <= endOfSecond(seconds)).at(-1)
  const at = Math.max(seconds * second, within?.atMicros ?? 0)
  const began = cel[0]?.atMicros ?? Number.POSITIVE_INFINITY
  // A call that began in the second of the start may as well have come after it.
  const event = began < seconds * second ? { type: 'callCut' as const, at: milliseconds(at) } : null
  return { at, event }
}
