import type { CallEvent } from '@callfloor/domain'
import type { QueueLogLine } from '../logs/queue-log-line.ts'
import { agentOfInterface } from './names.ts'

/**
 * What only queue_log knows: that an offer was missed, and that a key took the caller out.
 * `line.callId` is the Uniqueid of the caller's channel, not the Linkedid. queue_log knows whole
 * seconds; the event is put at the second's end, behind the CEL events it judges. Pure.
 */
export function translateQueueLog(line: QueueLogLine): CallEvent | undefined {
  const at = line.atSeconds * 1000 + 999
  if (line.event === 'RINGNOANSWER') {
    const agentId = agentOfInterface(line.member)
    return agentId === undefined
      ? undefined
      : { type: 'offerMissed', at, legId: line.callId, agentId }
  }
  if (line.event === 'EXITWITHKEY') {
    return { type: 'queueLeft', at, legId: line.callId, queueId: line.queue, reason: 'keyPressed' }
  }
  return undefined
}
