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
    { weight: 2, arbitrary: leg.map((l) => say.starts(at, l, partyOf(l))) },
    { weight: 1, arbitrary: leg.map((l) => say.rings(at, l)) },
    { weight: 1, arbitrary: leg.map((l) => say.picksUp(at, l)) },
    { weight: 14, arbitrary: fc.tuple(leg, bridge).map(([l, b]) => say.enters(at, l, b)) },
    { weight: 8, arbitrary: fc.tuple(leg, bridge).map(([l, b]) => say.leaves(at, l, b)) },
    { weight: 3, arbitrary: leg.map((l) => say.holds(at, l)) },
    { weight: 3, arbitrary: leg.map((l) => say.resumes(at, l)) },
    { weight: 2, arbitrary: fc.tuple(leg, cause).map(([l, c]) => say.ends(at, l, c)) },
    { weight: 4, arbitrary: fc.tuple(queue, leg).map(([q, l]) => say.joins(at, q, l)) },
    { weight: 2, arbitrary: fc.tuple(queue, reason).map(([q, r]) => say.isLetGo(at, q, r)) },
    { weight: 2, arbitrary: fc.constantFrom('ana', 'ben').map((a) => say.misses(at, a)) },
    { weight: 1, arbitrary: fc.constant(at % 10 === 0 ? say.isCut(at) : say.rings(at, 'ana1')) },
  )

/** Most parties are there from the start: a history of strangers would say little. */
const beginning = fc
  .shuffledSubarray(Object.keys(parties), { minLength: 3 })
  .map((legIds) => legIds.map((legId, index) => say.starts(index / 10, legId, partyOf(legId))))

const eventsAt = (instants: fc.Arbitrary<number[]>): fc.Arbitrary<CallEvent[]> =>
  fc
    .tuple(
      beginning,
      instants.chain((all) => fc.tuple(...all.map(eventAt))),
    )
    .map(([first, later]) => [...first, ...later])

const many = { minLength: 5, maxLength: 60, size: 'max' as const }

/** Events in any order with distinct instants, as a hostile or broken log would tell them. */
export const anyEvents = eventsAt(fc.uniqueArray(fc.integer({ min: 1, max: 20_000 }), many))

/** Events whose instants may coincide or run backwards: what a reducer must survive, not explain. */
export const wildEvents = eventsAt(fc.array(fc.integer({ min: 0, max: 50 }), many))

type Step =
  | { kind: 'join'; queue: string }
  | { kind: 'letGo'; queue: string; reason: QueueLeaveReason; late: boolean }
  | { kind: 'ring'; agent: 'ana' | 'ben' }
  | { kind: 'serve' | 'answer' | 'transfer'; agent: 'ana' | 'ben' }
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
  {
    weight: 12,
    arbitrary: fc.record({ kind: fc.constantFrom('serve', 'answer', 'transfer'), agent }),
  },
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
  .array(fc.tuple(step, fc.integer({ min: 2, max: 5000 })), many)
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
      return [say.leaves(now - 0.5, 'caller'), say.joins(now, what.queue)]
    case 'letGo':
      return [say.isLetGo(what.late ? now + 0.9 : now, what.queue, what.reason)]
    case 'ring':
      return [rung(what.agent, now, last)]
    case 'serve':
      return [
        say.leaves(now - 0.6, 'caller'),
        say.joins(now - 0.5, 'support'),
        rung(what.agent, now, last),
        ...agentEvents('answer', now + 0.1, `${what.agent}${last[what.agent]}`, what.agent),
      ]
    // The caller is moved to the next agent's bridge before anything says that they left the first.
    case 'transfer': {
      const started = rung(what.agent, now, last)
      return [
        started,
        say.enters(now + 0.1, started.legId, `bridge-${started.legId}`),
        say.enters(now + 0.2, 'caller', `bridge-${started.legId}`),
      ]
    }
    case 'abandon':
      return [say.ends(now, 'caller')]
    case 'cut':
      return [say.isCut(now)]
    default:
      return agentEvents(what.kind, now, `${what.agent}${last[what.agent]}`, what.agent)
  }
}

function rung(agentId: 'ana' | 'ben', now: number, last: { ana: number; ben: number }) {
  last[agentId] += 1
  return say.starts(now, `${agentId}${last[agentId]}`, { kind: 'agent', agentId })
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
