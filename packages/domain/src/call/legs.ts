import type { LegId } from '../ids.ts'
import { between, type Instant, type Milliseconds } from '../time.ts'
import type { CallParts, Leg, LegInterval } from './call.ts'
import type { LegStarted } from './event.ts'

export const newLeg = (event: LegStarted): Leg => ({
  id: event.legId,
  party: event.party,
  startedAt: event.at,
  answeredAt: null,
  endedAt: null,
  cause: null,
  bridgeId: null,
  intervals: [],
})

export const findLeg = (call: CallParts, legId: LegId): Leg | undefined =>
  call.legs.find((leg) => leg.id === legId)

/** The call with one leg changed; the others keep their identity, as does a call that stays the same. */
export function changeLeg(call: CallParts, legId: LegId, change: (leg: Leg) => Leg): CallParts {
  const before = findLeg(call, legId)
  const after = before && change(before)
  if (!after || after === before) return call
  return { ...call, legs: call.legs.map((leg) => (leg === before ? after : leg)) }
}

/** Begins an interval of `kind` at `at`, closing the one before at the same instant: no gap, no overlap. */
export function openInterval(leg: Leg, kind: LegInterval['kind'], at: Instant): Leg {
  const last = leg.intervals.at(-1)
  if (last?.to === null && last.kind === kind) return leg
  const { intervals } = closeInterval(leg, at)
  // A late event must not reach back into an interval that is closed.
  const from = Math.max(at, intervals.at(-1)?.to ?? at)
  return { ...leg, intervals: [...intervals, { kind, from, to: null }] }
}

export function closeInterval(leg: Leg, at: Instant): Leg {
  const last = leg.intervals.at(-1)
  if (last?.to !== null) return leg
  const closed = { ...last, to: Math.max(last.from, at) }
  return { ...leg, intervals: [...leg.intervals.slice(0, -1), closed] }
}

/** Milliseconds of one kind on a leg; an open interval counts to `now`. */
export function spentIn(leg: Leg, kind: LegInterval['kind'], now: Instant): Milliseconds {
  return leg.intervals
    .filter((interval) => interval.kind === kind)
    .reduce((sum, interval) => sum + between(interval.from, interval.to ?? now), 0)
}
