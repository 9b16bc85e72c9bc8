import { assertNever } from '../assert-never.ts'
import type { AgentId, CallId, SessionId } from '../ids.ts'
import type { Instant } from '../time.ts'
import type { SessionEvent } from './event.ts'
import { type Activity, type AgentSession, type SessionInterval, shownStatusOf } from './session.ts'

/** After so many missed offers in a row the agent is taken for away, and no caller waits on an empty chair. */
const missesUntilAway = 2
export const missedCallsReason = 'missedCalls'

/** A session as it begins: logged in, taking no calls yet. */
export function openSession(id: SessionId, agentId: AgentId, at: Instant): AgentSession {
  return {
    id,
    agentId,
    openedAt: at,
    closedAt: null,
    closedBy: null,
    chosen: { status: 'offline', reason: null, at },
    activity: { kind: 'idle', since: at },
    missesInRow: 0,
  }
}

/** The session after `event`. Pure and total: an event that makes no sense now changes nothing. */
export function reduceSession(session: AgentSession, event: SessionEvent): AgentSession {
  if (session.closedAt !== null) return session
  const { activity } = session
  switch (event.type) {
    case 'statusChosen': {
      const { status, reason, at } = event
      return { ...session, chosen: { status, reason, at }, missesInRow: 0 }
    }
    case 'offerMade':
      if (activity.kind !== 'idle' && activity.kind !== 'wrapUp') return session
      return to(session, {
        kind: 'ringing',
        since: event.at,
        callId: event.callId,
        queueId: event.queueId,
      })
    case 'offerEnded':
      return onOfferEnded(session, event)
    case 'callConnected':
      if (isOnCall(activity, event.callId)) return session
      return to(
        { ...session, missesInRow: 0 },
        { kind: 'onCall', since: event.at, callId: event.callId, queueId: event.queueId },
      )
    case 'callHeld':
      if (activity.kind !== 'onCall' || activity.callId !== event.callId) return session
      return to(session, { ...activity, kind: 'held', since: event.at })
    case 'callResumed':
      if (activity.kind !== 'held' || activity.callId !== event.callId) return session
      return to(session, { ...activity, kind: 'onCall', since: event.at })
    case 'callLeft':
      return onCallLeft(session, event)
    case 'wrapUpExtended':
      if (activity.kind !== 'wrapUp') return session
      return to(session, { ...activity, until: activity.until + event.byMs })
    case 'wrapUpEnded':
      if (activity.kind !== 'wrapUp') return session
      return to(session, { kind: 'idle', since: event.at })
    case 'sessionClosed':
      return { ...session, closedAt: event.at, closedBy: event.how }
    default:
      return assertNever(event)
  }
}

const to = (session: AgentSession, activity: Activity): AgentSession => ({ ...session, activity })

function onOfferEnded(
  session: AgentSession,
  event: SessionEvent & { type: 'offerEnded' },
): AgentSession {
  const { activity } = session
  const missed = event.result === 'missed'
  const missesInRow = session.missesInRow + (missed ? 1 : 0)
  const counted = missed ? { ...session, missesInRow } : session
  const rings = activity.kind === 'ringing' && activity.callId === event.callId
  const after =
    rings && event.result !== 'answered' ? to(counted, { kind: 'idle', since: event.at }) : counted
  // Counted whether or not it still rings: app_queue may say "missed" after the leg has ended.
  const tooMany = missed && missesInRow >= missesUntilAway
  if (!tooMany || session.chosen.status !== 'available') return after
  return { ...after, chosen: { status: 'away', reason: missedCallsReason, at: event.at } }
}

const isOnCall = (activity: Activity, callId: CallId): boolean =>
  (activity.kind === 'onCall' || activity.kind === 'held') && activity.callId === callId

function onCallLeft(
  session: AgentSession,
  event: SessionEvent & { type: 'callLeft' },
): AgentSession {
  const { activity } = session
  const { at, callId, queueId, wrapUpMs } = event
  // An agent whose connection was never told of must not ring for ever.
  const rings = activity.kind === 'ringing' && activity.callId === callId
  if (!rings && !isOnCall(activity, callId)) return session
  return to(
    session,
    wrapUpMs > 0
      ? { kind: 'wrapUp', since: at, callId, queueId, until: at + wrapUpMs }
      : { kind: 'idle', since: at },
  )
}

/**
 * A session and its intervals from all its events, in any order: sorted by time, stably. The
 * intervals cover the session without gap or overlap; the last is open while the session is.
 */
export function deriveSession(
  opened: AgentSession,
  events: readonly SessionEvent[],
): { session: AgentSession; intervals: readonly SessionInterval[] } {
  let session = opened
  const intervals: SessionInterval[] = [intervalOf(opened, opened.openedAt)]
  for (const told of events.toSorted((a, b) => a.at - b.at)) {
    // Nothing in a session is older than the session: clocks of two machines may differ.
    const event = { ...told, at: Math.max(told.at, opened.openedAt) }
    const next = reduceSession(session, event)
    if (next === session) continue
    if (isNewInterval(session, next)) closeAndOpen(intervals, next, event.at)
    session = next
  }
  return { session, intervals }
}

function closeAndOpen(intervals: SessionInterval[], next: AgentSession, at: Instant): void {
  const last = intervals.pop()
  // An interval that would have no length never was.
  if (last && at > last.from) intervals.push({ ...last, to: at })
  if (next.closedAt === null) intervals.push(intervalOf(next, at))
}

const isNewInterval = (before: AgentSession, after: AgentSession): boolean => {
  const a = intervalOf(before, 0)
  const b = intervalOf(after, 0)
  return (
    before.closedAt !== after.closedAt ||
    a.status !== b.status ||
    a.reason !== b.reason ||
    a.callId !== b.callId
  )
}

function intervalOf(session: AgentSession, from: Instant): SessionInterval {
  const { activity } = session
  const idle = activity.kind === 'idle'
  return {
    status: shownStatusOf(session),
    reason: idle ? session.chosen.reason : null,
    callId: idle ? null : activity.callId,
    queueId: idle ? null : activity.queueId,
    from,
    to: null,
  }
}
