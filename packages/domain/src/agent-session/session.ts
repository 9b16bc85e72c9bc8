import type { AgentId, CallId, QueueId, SessionId } from '../ids.ts'
import type { Instant } from '../time.ts'
import type { ChosenStatus, SessionEnd } from './event.ts'

/** From login to logout. What the agent chose is kept apart from what they are doing. */
export type AgentSession = {
  id: SessionId
  agentId: AgentId
  openedAt: Instant
  closedAt: Instant | null
  closedBy: SessionEnd | null
  chosen: { status: ChosenStatus; reason: string | null; at: Instant }
  activity: Activity
  /** Offers missed one after the other; an answered one begins anew. */
  missesInRow: number
}

//  idle → ringing → onCall ⇄ held → wrapUp → idle      (ringing → idle: missed, rejected, withdrawn)
export type Activity =
  | { kind: 'idle'; since: Instant }
  | { kind: 'ringing'; since: Instant; callId: CallId; queueId: QueueId }
  | { kind: 'onCall'; since: Instant; callId: CallId; queueId: QueueId | null }
  | { kind: 'held'; since: Instant; callId: CallId; queueId: QueueId | null }
  | { kind: 'wrapUp'; since: Instant; callId: CallId; queueId: QueueId | null; until: Instant }

/** What a screen shows: the activity, or while idle what the agent chose. */
export type ShownStatus = ChosenStatus | 'ringing' | 'onCall' | 'held' | 'wrapUp'

export function shownStatusOf(session: AgentSession): ShownStatus {
  if (session.closedAt !== null) return 'offline'
  return session.activity.kind === 'idle' ? session.chosen.status : session.activity.kind
}

/** One stretch of a session in one shown status. Intervals of a session neither overlap nor leave gaps. */
export type SessionInterval = {
  status: ShownStatus
  reason: string | null
  callId: CallId | null
  queueId: QueueId | null
  from: Instant
  to: Instant | null
}

/**
 * How the agent's seats in the queues should stand in Asterisk, so that only a ready agent is rung.
 * The pause for wrap-up begins with the call: Asterisk sets it itself at the connection, and no next
 * call can slip in between.
 */
export function desiredPauseOf(session: AgentSession): { paused: boolean; reason: string } {
  if (session.closedAt !== null) return { paused: true, reason: 'offline' }
  const { kind } = session.activity
  if (kind === 'onCall' || kind === 'held' || kind === 'wrapUp') {
    return { paused: true, reason: 'wrap-up' }
  }
  const { status, reason } = session.chosen
  return status === 'available'
    ? { paused: false, reason: '' }
    : { paused: true, reason: reason ?? status }
}
