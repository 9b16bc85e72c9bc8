import type { AgentId, CallId, LegId, QueueId } from '../ids.ts'
import type { Instant, Milliseconds } from '../time.ts'
import type { OfferResult, Outcome } from './call.ts'
import type { QueueLeaveReason } from './event.ts'

/** What reports count. Each is emitted once, by the transition that made it true. */
export type CallFact = { callId: CallId; at: Instant } & (
  | { type: 'callStarted' }
  | { type: 'callQueued'; queueId: QueueId }
  | { type: 'offerMade'; queueId: QueueId; agentId: AgentId; legId: LegId }
  | {
      type: 'offerEnded'
      queueId: QueueId
      agentId: AgentId
      legId: LegId
      result: OfferResult
      rangMs: Milliseconds
    }
  /** `queueId` is null for a call that reached the agent without a queue. */
  | {
      type: 'callAnswered'
      queueId: QueueId | null
      agentId: AgentId
      legId: LegId
      waitedMs: Milliseconds
    }
  | { type: 'callHeld'; agentId: AgentId; legId: LegId }
  | { type: 'callResumed'; agentId: AgentId; legId: LegId }
  | {
      type: 'agentLegEnded'
      queueId: QueueId | null
      agentId: AgentId
      legId: LegId
      talkMs: Milliseconds
      holdMs: Milliseconds
    }
  | { type: 'callAbandoned'; queueId: QueueId; waitedMs: Milliseconds }
  | { type: 'queueLeft'; queueId: QueueId; reason: QueueLeaveReason; waitedMs: Milliseconds }
  | { type: 'callEnded'; outcome: Outcome }
)
