import fc from 'fast-check'
import type { CallEvent, LegId, Party, QueueLeaveReason } from '../src/index.ts'
import * as say from './call-events.ts'

const parties: Record<string, Party> = {
  caller: say.outside,
  expert: say.outside,
  ana1: say.ana,
  ana2: say.ana,
  ben1: say.ben,
  ben2: say.ben,
  spy: say.service,
}
const leg = fc.constantFrom(...Object.keys(parties))
const queue = fc.constantFrom('support', 'sales')
const bridge = fc.constantFrom('bridge1', 'bridge2', 'bridge3')
const reason = fc.constantFrom<QueueLeaveReason>('timedOut', 'empty', 'full', 'keyPressed')
const cause = fc.constantFrom(0, 16, 17, 19, 21, 26, 127)

const partyOf = (legId: LegId): Party => parties[legId] ?? say.outside

/** Any event at `at`, sensible or not. */
const eventAt = (at: number): fc.Arbitrary<CallEvent> =>
  fc.oneof(
    { weight: 5, arbitrary: leg.map((l) => say.starts(at, l, partyOf(l))) },
    { weight: 1, arbitrary: leg.map((l) => say.rings(at, l)) },
    { weight: 1, arbitrary: leg.map((l) => say.picksUp(at, l)) },
    { weight: 8, arbitrary: fc.tuple(leg, bridge).map(([l, b]) => say.enters(at, l, b)) },
    { weight: 4, arbitrary: fc.tuple(leg, bridge).map(([l, b]) => say.leaves(at, l, b)) },
    { weight: 3, arbitrary: leg.map((l) => say.holds(at, l)) },
    { weight: 3, arbitrary: leg.map((l) => say.resumes(at, l)) },
    { weight: 3, arbitrary: fc.tuple(leg, cause).map(([l, c]) => say.ends(at, l, c)) },
    { weight: 4, arbitrary: fc.tuple(queue, leg).map(([q, l]) => say.joins(at, q, l)) },
    { weight: 2, arbitrary: fc.tuple(queue, reason).map(([q, r]) => say.isLetGo(at, q, r)) },
    { weight: 2, arbitrary: fc.constantFrom('ana', 'ben').map((a) => say.misses(at, a)) },
    { weight: 1, arbitrary: fc.constant(say.isCut(at)) },
  )

/** Events in any order with distinct instants, as a hostile or broken log would tell them. */
export const anyEvents: fc.Arbitrary<CallEvent[]> = fc
  .uniqueArray(fc.integer({ min: 1, max: 20_000 }), { maxLength: 40 })
  .chain((instants) => fc.tuple(...instants.map(eventAt)))

/** Events whose instants may coincide or run backwards: what a reducer must survive, not explain. */
export const wildEvents: fc.Arbitrary<CallEvent[]> = fc
  .array(fc.integer({ min: 0, max: 50 }), { maxLength: 40 })
  .chain((instants) => fc.tuple(...instants.map(eventAt)))

type Step =
  | { kind: 'join'; queue: string }
  | { kind: 'letGo'; queue: string; reason: QueueLeaveReason; late: boolean }
  | { kind: 'ring'; agent: 'ana' | 'ben' }
  | { kind: 'answer'; agent: 'ana' | 'ben' }
  | { kind: 'miss' | 'reject' | 'hold' | 'resume' | 'agentLeaves'; agent: 'ana' | 'ben' }
  | { kind: 'abandon' | 'cut' }

const agent = fc.constantFrom('ana' as const, 'ben' as const)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('join' as const), queue }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('letGo' as const),
      queue,
      reason,
      late: fc.boolean(),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('ring' as const), agent }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('answer' as const), agent }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('miss', 'reject', 'hold', 'resume', 'agentLeaves'),
      agent,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('abandon', 'cut') }) },
)

/** A call as people and app_queue would make it: who waits is rung, answers, holds, is transferred, leaves. */
export const plausibleEvents: fc.Arbitrary<CallEvent[]> = fc
  .array(fc.tuple(step, fc.integer({ min: 2, max: 5000 })), { maxLength: 30 })
  .map((steps) => {
    const events: CallEvent[] = [say.starts(0, 'caller', say.outside)]
    const last = { ana: 0, ben: 0 }
    let now = 1
    for (const [what, waitMs] of steps) {
      now += waitMs
      events.push(...eventsOf(what, now, last))
    }
    return events
  })

function eventsOf(what: Step, now: number, last: { ana: number; ben: number }): CallEvent[] {
  switch (what.kind) {
    case 'join':
      return [say.leaves(now - 0.5, 'caller', 'bridge1'), say.joins(now, what.queue)]
    case 'letGo':
      return [say.isLetGo(what.late ? now + 0.9 : now, what.queue, what.reason)]
    case 'ring':
      last[what.agent] += 1
      return [
        say.starts(now, `${what.agent}${last[what.agent]}`, { kind: 'agent', agentId: what.agent }),
      ]
    case 'abandon':
      return [say.ends(now, 'caller')]
    case 'cut':
      return [say.isCut(now)]
    default:
      return agentEvents(what.kind, now, `${what.agent}${last[what.agent]}`, what.agent)
  }
}

function agentEvents(
  kind: 'answer' | 'miss' | 'reject' | 'hold' | 'resume' | 'agentLeaves',
  now: number,
  legId: LegId,
  agentId: string,
): CallEvent[] {
  switch (kind) {
    case 'answer':
      return [say.enters(now, legId), say.enters(now + 0.1, 'caller')]
    case 'miss':
      return [say.ends(now, legId, 19), say.misses(now + 0.4, agentId)]
    case 'reject':
      return [say.ends(now, legId, 21), say.misses(now + 0.4, agentId)]
    case 'hold':
      return [say.holds(now, legId)]
    case 'resume':
      return [say.resumes(now, legId)]
    case 'agentLeaves':
      return [say.leaves(now, legId), say.ends(now + 0.1, legId)]
  }
}

/** The same events in another order, some of them more than once. */
export const retold = (events: readonly CallEvent[]): fc.Arbitrary<CallEvent[]> =>
  fc
    .subarray([...events])
    .chain((again) =>
      fc.shuffledSubarray([...events, ...again], { minLength: events.length + again.length }),
    )
