import type { AgentId, LegId, LinkedId, QueueId } from '../ids.ts'
import type { Instant } from '../time.ts'

/** Who is at the other end of a leg. */
export type Party = { kind: 'agent'; agentId: AgentId } | { kind: 'external' } | { kind: 'service' }

/**
 * What happened to a call, in our words. Both AMI (live) and Asterisk's log files (the record) are
 * translated into these, so that one reducer serves the floor and the call log.
 */
export type CallEvent =
  | LegStarted
  | { type: 'legRinging'; at: Instant; legId: LegId }
  | { type: 'legAnswered'; at: Instant; legId: LegId }
  | { type: 'legBridged'; at: Instant; legId: LegId; bridgeId: string }
  | { type: 'legUnbridged'; at: Instant; legId: LegId; bridgeId: string }
  | { type: 'legHeld'; at: Instant; legId: LegId }
  | { type: 'legResumed'; at: Instant; legId: LegId }
  | LegEnded
  | { type: 'queueJoined'; at: Instant; legId: LegId; queueId: QueueId }
  | QueueLeft
  /** app_queue gave up on a member that did not answer; `legId` is the caller's. */
  | { type: 'offerMissed'; at: Instant; legId: LegId; agentId: AgentId }
  /** The switch died with the call on it: everything open ends here. */
  | { type: 'callCut'; at: Instant }

export type LegStarted = {
  type: 'legStarted'
  at: Instant
  legId: LegId
  linkedId: LinkedId
  party: Party
  /** As the network gave them: unverified, possibly hostile text. */
  callerNumber: string
  callerName: string
  dialled: string
}

export type LegEnded = {
  type: 'legEnded'
  at: Instant
  legId: LegId
  /** ITU-T Q.850 cause, as Asterisk gives it; 0 where unknown. */
  cause: number
}

export type QueueLeft = {
  type: 'queueLeft'
  at: Instant
  legId: LegId
  queueId: QueueId
  reason: QueueLeaveReason
}

/** Why a caller left a queue without an agent and without hanging up. */
export type QueueLeaveReason = 'timedOut' | 'empty' | 'full' | 'keyPressed' | 'unavailable'
