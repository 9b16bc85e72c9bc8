import type { LegId, QueueId } from '../ids.ts'
import { between, type Instant } from '../time.ts'
import type { CallIdentity, CallParts, QueueVisit } from './call.ts'
import type { CallEvent, QueueLeaveReason, QueueLeft } from './event.ts'
import { findLeg } from './legs.ts'
import type { PartsStep } from './reduce.ts'
import { isConnected, isOpen, openVisit } from './state.ts'

/** A caller begins to wait. A leg that is over, or talks with somebody, cannot. */
export function onQueueJoined(
  identity: CallIdentity,
  before: CallParts,
  { at, legId, queueId }: CallEvent & { type: 'queueJoined' },
): PartsStep {
  const leg = findLeg(before, legId)
  const open = openVisit(before)
  const same = open?.queueId === queueId || (open && open.legId !== legId)
  if (!leg || !isOpen(leg) || isConnected(leg) || same || wasSeen(before, legId, queueId, at)) {
    return { parts: before, facts: [] }
  }
  // The next queue is joined before queue_log, which counts seconds, says why the first let go.
  const left = open ? leave(identity, before, open, 'timedOut', at) : { parts: before, facts: [] }
  const visit = { legId, queueId, joinedAt: at, leftAt: null, result: null, agentId: null }
  return {
    parts: { ...left.parts, visits: [...left.parts.visits, visit] },
    facts: [...left.facts, { type: 'callQueued', callId: identity.id, at, queueId }],
  }
}

const wasSeen = (parts: CallParts, legId: LegId, queueId: QueueId, at: Instant): boolean =>
  parts.visits.some((v) => v.legId === legId && v.queueId === queueId && v.joinedAt === at)

/** The queue lets the caller go, and says why. */
export function onQueueLeft(
  identity: CallIdentity,
  parts: CallParts,
  { at, queueId, reason }: QueueLeft,
): PartsStep {
  const visit = parts.visits.findLast((v) => v.queueId === queueId)
  if (!visit || (visit.leftAt !== null && !mayCorrect(visit, visit.leftAt, reason, at))) {
    return { parts, facts: [] }
  }
  return leave(identity, parts, visit, reason, visit.leftAt ?? at)
}

/** queue_log dates to the second: its word may come so much after what was inferred without it. */
const lateMs = 1000

const mayCorrect = (
  visit: QueueVisit,
  leftAt: Instant,
  reason: QueueLeaveReason,
  at: Instant,
): boolean =>
  visit.result !== 'answered' &&
  visit.result !== 'cut' &&
  visit.result !== reason &&
  at >= leftAt &&
  at - leftAt < lateMs

function leave(
  identity: CallIdentity,
  parts: CallParts,
  visit: QueueVisit,
  reason: QueueLeaveReason,
  at: Instant,
): PartsStep {
  const { queueId } = visit
  const waitedMs = between(visit.joinedAt, at)
  const left = { ...visit, leftAt: at, result: reason }
  return {
    parts: { ...parts, visits: parts.visits.map((v) => (v === visit ? left : v)) },
    facts: [{ type: 'queueLeft', callId: identity.id, at, queueId, reason, waitedMs }],
  }
}
