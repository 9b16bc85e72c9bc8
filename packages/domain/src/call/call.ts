import type { AgentId, CallId, LegId, LinkedId, NodeName, QueueId } from '../ids.ts'
import type { Instant } from '../time.ts'
import type { Party, QueueLeaveReason } from './event.ts'

//  ringing → queued ⇄ offered → connected → ended      (any → ended)
//     └──────────────────────────↗ (a call with no queue)
//  connected → queued                (transferred to a queue)
export type Call = CallIdentity & CallParts & CallState

export type CallIdentity = { id: CallId; node: NodeName; linkedId: LinkedId }

/** What the call has gathered on its way; only ever added to. */
export type CallParts = {
  direction: Direction
  startedAt: Instant
  callerNumber: string
  callerName: string
  dialled: string
  /** Null until a person was connected. */
  answeredAt: Instant | null
  legs: readonly Leg[]
  visits: readonly QueueVisit[]
  offers: readonly Offer[]
}

export type CallState =
  | { state: 'ringing' }
  | { state: 'queued'; queueId: QueueId; joinedAt: Instant }
  | { state: 'offered'; queueId: QueueId; joinedAt: Instant; agentIds: readonly AgentId[] }
  | { state: 'connected'; agentIds: readonly AgentId[]; held: boolean }
  | { state: 'ended'; endedAt: Instant; outcome: Outcome }

export type Direction = 'inbound' | 'outbound' | 'internal'

/**
 * How the conversation ended. `answered`: a person was connected; `abandoned`: the caller left while
 * waiting; `timedOut`…: the queue let the caller go; `unanswered`: nobody was reached and nobody waited.
 */
export type Outcome = 'answered' | 'abandoned' | QueueLeaveReason | 'unanswered' | 'cut'

//  started → ringing → answered ⇄ (talking ⇄ held) → ended
export type Leg = {
  id: LegId
  party: Party
  startedAt: Instant
  answeredAt: Instant | null
  endedAt: Instant | null
  /** ITU-T Q.850. */
  cause: number | null
  bridgeId: string | null
  /** Talk and hold follow each other without gap or overlap while the leg is bridged. */
  intervals: readonly LegInterval[]
}
export type LegInterval = { kind: 'talk' | 'hold'; from: Instant; to: Instant | null }

/** A caller's stay in one queue: open while `leftAt` is null. */
export type QueueVisit = {
  /** The leg that waits. */
  legId: LegId
  queueId: QueueId
  joinedAt: Instant
  leftAt: Instant | null
  result: 'answered' | 'abandoned' | QueueLeaveReason | 'cut' | null
  agentId: AgentId | null
}

//  made → answered | missed | rejected | withdrawn
export type Offer = {
  legId: LegId
  queueId: QueueId
  agentId: AgentId
  madeAt: Instant
  endedAt: Instant | null
  result: OfferResult | null
}
export type OfferResult = 'answered' | 'missed' | 'rejected' | 'withdrawn'
