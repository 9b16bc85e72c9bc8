import type { CallFact } from '../call/fact.ts'
import type { AgentId, QueueId } from '../ids.ts'
import type { Milliseconds } from '../time.ts'
import type { SessionEvent } from './event.ts'

/**
 * What a fact of a call means to the agent it is about; null where it is about none.
 * @param wrapUpMsOf the wrap-up that follows a call of that queue (null: a call without a queue)
 */
export function sessionEventOf(
  fact: CallFact,
  wrapUpMsOf: (queueId: QueueId | null) => Milliseconds,
): { agentId: AgentId; event: SessionEvent } | null {
  if (!('agentId' in fact)) return null
  const { agentId, callId, at } = fact
  switch (fact.type) {
    case 'offerMade':
      return { agentId, event: { type: 'offerMade', at, callId, queueId: fact.queueId } }
    case 'offerEnded':
      return { agentId, event: { type: 'offerEnded', at, callId, result: fact.result } }
    case 'callAnswered':
      return { agentId, event: { type: 'callConnected', at, callId, queueId: fact.queueId } }
    case 'callHeld':
    case 'callResumed':
      return { agentId, event: { type: fact.type, at, callId } }
    case 'agentLegEnded': {
      const { queueId } = fact
      return {
        agentId,
        event: { type: 'callLeft', at, callId, queueId, wrapUpMs: wrapUpMsOf(queueId) },
      }
    }
  }
}
