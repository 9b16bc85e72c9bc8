import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frozen } from '../../test/frozen.ts'
import { chosenStatuses, type SessionEvent } from './event.ts'
import { deriveSession, openSession, reduceSession } from './reduce.ts'
import type { AgentSession } from './session.ts'

const runs = { numRuns: 500 }
const opened = openSession('session1', 'ana', 100)
const callIds = ['call1', 'call2', 'call3'] as const
const callId = fc.constantFrom(...callIds)
const queueId = 'support'

type Untimed = SessionEvent extends infer Event
  ? Event extends SessionEvent
    ? Omit<Event, 'at'>
    : never
  : never

const happening: fc.Arbitrary<Untimed> = fc.oneof(
  fc.record({
    type: fc.constant('statusChosen' as const),
    status: fc.constantFrom(...chosenStatuses),
    reason: fc.constantFrom(null, 'lunch'),
  }),
  fc.record({ type: fc.constant('offerMade' as const), callId, queueId: fc.constant(queueId) }),
  fc.record({
    type: fc.constant('offerEnded' as const),
    callId,
    result: fc.constantFrom('answered', 'missed', 'rejected', 'withdrawn'),
  }),
  fc.record({
    type: fc.constant('callConnected' as const),
    callId,
    queueId: fc.constantFrom(null, queueId),
  }),
  fc.record({ type: fc.constantFrom('callHeld' as const, 'callResumed' as const), callId }),
  fc.record({
    type: fc.constant('callLeft' as const),
    callId,
    queueId: fc.constant(queueId),
    wrapUpMs: fc.constantFrom(0, 30_000),
  }),
  fc.record({ type: fc.constant('wrapUpExtended' as const), byMs: fc.integer() }),
  fc.record({
    type: fc.constant('wrapUpEnded' as const),
    how: fc.constantFrom('disposition', 'timedOut', 'skipped'),
  }),
)
const closing: fc.Arbitrary<Untimed> = fc.record({
  type: fc.constant('sessionClosed' as const),
  how: fc.constantFrom('logout', 'lost', 'taken'),
})

const at = (instant: number, what: Untimed): SessionEvent => ({ ...what, at: instant })
const anything = fc.oneof({ weight: 30, arbitrary: happening }, { weight: 1, arbitrary: closing })

/** Instants may coincide and may lie before the login. */
const wildEvents = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 500 }), anything).map(([when, what]) => at(when, what)),
  { maxLength: 50, size: 'max' },
)
const openEvents = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 500 }), happening).map(([when, what]) => at(when, what)),
  { maxLength: 50, size: 'max' },
)
const distinctEvents = fc
  .uniqueArray(fc.integer({ min: 101, max: 5000 }), { maxLength: 40, size: 'max' })
  .chain((instants) => fc.tuple(...instants.map((when) => anything.map((what) => at(when, what)))))

describe('no agent is ever stuck', () => {
  test('whatever came before, the end of what they are doing sets them free', () => {
    fc.assert(
      fc.property(openEvents, fc.constantFrom(0, 30_000), (events, wrapUpMs) => {
        let session = events.reduce(reduceSession, opened)
        const { activity } = session
        if (activity.kind !== 'idle' && activity.kind !== 'wrapUp') {
          session = reduceSession(session, {
            type: 'callLeft',
            at: 1000,
            callId: activity.callId,
            queueId,
            wrapUpMs,
          })
          expect(session.activity.kind).toBe(wrapUpMs > 0 ? 'wrapUp' : 'idle')
        }
        session = reduceSession(session, { type: 'wrapUpEnded', at: 2000, how: 'timedOut' })
        expect(session.activity.kind).toBe('idle')
      }),
      runs,
    )
  })

  test('an agent who rings is set free by any end of the offer but its answer', () => {
    fc.assert(
      fc.property(
        openEvents,
        callId,
        fc.constantFrom('missed' as const, 'rejected' as const, 'withdrawn' as const),
        (events, id, result) => {
          const before = events.reduce(reduceSession, opened)
          const ringing = reduceSession(before, { type: 'offerMade', at: 900, callId: id, queueId })
          if (ringing.activity.kind !== 'ringing') return
          const ended: SessionEvent = {
            type: 'offerEnded',
            at: 1000,
            callId: ringing.activity.callId,
            result,
          }
          expect(reduceSession(ringing, ended).activity).toEqual({ kind: 'idle', since: 1000 })
        },
      ),
      runs,
    )
  })

  test('when all their calls have ended, in whatever order, and wrap-up too, then they are idle', () => {
    const endings = fc.shuffledSubarray([...callIds], { minLength: callIds.length })
    fc.assert(
      fc.property(openEvents, endings, (events, order) => {
        let session = events.reduce(reduceSession, opened)
        for (const id of order) {
          const left: SessionEvent = {
            type: 'callLeft',
            at: 1000,
            callId: id,
            queueId,
            wrapUpMs: 5,
          }
          session = reduceSession(session, left)
        }
        session = reduceSession(session, { type: 'wrapUpEnded', at: 2000, how: 'timedOut' })
        expect(session.activity.kind).toBe('idle')
      }),
      runs,
    )
  })
})

describe('the intervals of a session', () => {
  test('neither overlap nor leave gaps, and sum to the time logged in', () => {
    fc.assert(
      fc.property(wildEvents, (events) => {
        const { session, intervals } = deriveSession(opened, events)
        const now = 10_000
        let end = opened.openedAt
        for (const [index, { from, to }] of intervals.entries()) {
          expect(from).toBe(end)
          if (to === null) expect(index).toBe(intervals.length - 1)
          else expect(to).toBeGreaterThan(from)
          end = to ?? now
        }
        expect(end).toBe(session.closedAt ?? now)
        const sum = intervals.reduce((total, { from, to }) => total + (to ?? now) - from, 0)
        expect(sum).toBe((session.closedAt ?? now) - opened.openedAt)
      }),
      runs,
    )
  })

  test('are the same in whatever order the events are told', () => {
    const withShuffled = distinctEvents.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
      ),
    )
    fc.assert(
      fc.property(withShuffled, ([events, shuffled]) => {
        expect(deriveSession(opened, shuffled)).toEqual(deriveSession(opened, events))
      }),
      runs,
    )
  })
})

test('the machine survives any events in any order and never writes to what it was given', () => {
  fc.assert(
    fc.property(wildEvents, (events) => {
      let session: AgentSession = frozen(opened)
      for (const event of frozen(events)) {
        const next = frozen(reduceSession(session, event))
        expect(reduceSession(session, event)).toEqual(next)
        session = next
      }
      expect(frozen(deriveSession(opened, events)).session.openedAt).toBe(opened.openedAt)
    }),
    runs,
  )
})
