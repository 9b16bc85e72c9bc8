import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factsOf, node } from '../../test/call-events.ts'
import { anyEvents, plausibleEvents, retold, wildEvents } from '../../test/call-histories.ts'
import { frozen } from '../../test/frozen.ts'
import { joined, timeTogether } from '../../test/time-together.ts'
import { deriveCall } from './derive.ts'
import type { CallEvent } from './event.ts'
import { spentIn } from './legs.ts'
import { reduceCall, startCall } from './reduce.ts'

const runs = { numRuns: 400 }

describe.each([
  ['plausible', plausibleEvents],
  ['arbitrary', anyEvents],
])('for %s histories', (_, histories) => {
  test('the same events in any order, some told twice, give the same call and facts', () => {
    const withRetold = histories.chain((events) => fc.tuple(fc.constant(events), retold(events)))
    fc.assert(
      fc.property(withRetold, ([events, again]) => {
        expect(deriveCall(node, again)).toEqual(deriveCall(node, events))
      }),
      runs,
    )
  })

  test('talk and hold of every leg cover exactly the time it shared a bridge with a person', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const derived = deriveCall(node, events)
        if (!derived) return
        const counted = timeTogether(events)
        for (const leg of derived.call.legs) {
          expect(joined(leg.intervals)).toEqual(joined(counted.get(leg.id) ?? []))
          const now = 1_000_000
          const together = (counted.get(leg.id) ?? []).reduce(
            (sum, { from, to }) => sum + (to ?? now) - from,
            0,
          )
          expect(spentIn(leg, 'talk', now) + spentIn(leg, 'hold', now)).toBeCloseTo(together, 6)
        }
      }),
      runs,
    )
  })

  test('offered = answered + abandoned + left + cut + still waiting, in the stays and in the facts', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const derived = deriveCall(node, events)
        if (!derived) return
        const { call, facts } = derived
        const stays = (isSuch: (result: string | null) => boolean) =>
          call.visits.filter((visit) => isSuch(visit.result)).length
        const answered = factsOf(facts, 'callAnswered').filter((fact) => fact.queueId !== null)
        const abandoned = factsOf(facts, 'callAbandoned')
        const left = factsOf(facts, 'queueLeft')
        expect(answered).toHaveLength(stays((result) => result === 'answered'))
        expect(abandoned).toHaveLength(stays((result) => result === 'abandoned'))
        const cut = stays((result) => result === 'cut')
        const stillWaiting = stays((result) => result === null)
        expect(stillWaiting).toBeLessThanOrEqual(call.state === 'ended' ? 0 : 1)
        const offered = factsOf(facts, 'callQueued').length
        expect(offered).toBe(call.visits.length)
        expect(answered.length + abandoned.length + left.length + cut + stillWaiting).toBe(offered)
      }),
      runs,
    )
  })

  test('every offer has one result when the call is over, and one answer at most stands for a leg', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const derived = deriveCall(node, events)
        if (!derived) return
        const { call, facts } = derived
        const open = call.offers.filter((offer) => offer.result === null).length
        expect(factsOf(facts, 'offerMade')).toHaveLength(call.offers.length)
        expect(factsOf(facts, 'offerEnded')).toHaveLength(call.offers.length - open)
        if (call.state === 'ended') expect(open).toBe(0)
        const answers = factsOf(facts, 'callAnswered').map((fact) => fact.legId)
        expect(new Set(answers).size).toBe(answers.length)
      }),
      runs,
    )
  })

  test('a call is over exactly when no leg is left, says so once, and as what', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const derived = deriveCall(node, events)
        if (!derived) return
        const { call, facts } = derived
        const open = call.legs.filter((leg) => leg.endedAt === null)
        expect(call.state === 'ended').toBe(open.length === 0)
        expect(factsOf(facts, 'callEnded').map((fact) => fact.outcome)).toEqual(
          call.state === 'ended' ? [call.outcome] : [],
        )
      }),
      runs,
    )
  })

  test('every agent who was connected is let go once, with the time of their leg', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const derived = deriveCall(node, events)
        if (!derived) return
        const { call, facts } = derived
        const over = call.legs.filter(
          (leg) => leg.party.kind === 'agent' && leg.endedAt !== null && leg.intervals.length > 0,
        )
        const told = factsOf(facts, 'agentLegEnded')
        expect(told.map((fact) => fact.legId).toSorted()).toEqual(
          over.map((leg) => leg.id).toSorted(),
        )
        for (const leg of over) {
          const fact = told.find((f) => f.legId === leg.id)
          expect(fact?.talkMs).toBe(spentIn(leg, 'talk', 0))
          expect(fact?.holdMs).toBe(spentIn(leg, 'hold', 0))
        }
      }),
      runs,
    )
  })
})

describe('the reducer', () => {
  const first: CallEvent & { type: 'legStarted' } = {
    type: 'legStarted',
    at: 0,
    legId: 'caller',
    linkedId: '1790000000.1',
    party: { kind: 'external' },
    callerNumber: '',
    callerName: '',
    dialled: '',
  }

  test('survives any events in any order and never writes to what it was given', () => {
    fc.assert(
      fc.property(wildEvents, (events) => {
        let { call } = frozen(startCall(node, frozen(first)))
        for (const event of frozen(events)) {
          const step = frozen(reduceCall(call, event))
          expect(reduceCall(call, event)).toEqual(step)
          call = step.call
        }
      }),
      runs,
    )
  })

  test('never lets a leg’s intervals overlap or run backwards, even where time does', () => {
    fc.assert(
      fc.property(wildEvents, (events) => {
        const call = events.reduce(
          (c, event) => reduceCall(c, event).call,
          startCall(node, first).call,
        )
        for (const leg of call.legs) {
          let end = Number.NEGATIVE_INFINITY
          for (const [index, { from, to }] of leg.intervals.entries()) {
            expect(from).toBeGreaterThanOrEqual(end)
            if (to === null) expect(index).toBe(leg.intervals.length - 1)
            else expect(to).toBeGreaterThanOrEqual(from)
            end = to ?? Number.POSITIVE_INFINITY
          }
        }
      }),
      runs,
    )
  })

  test('gives back the very same call, without facts, for an event it has just seen', () => {
    fc.assert(
      fc.property(wildEvents, (events) => {
        let { call } = startCall(node, first)
        for (const event of events) {
          call = reduceCall(call, event).call
          const again = reduceCall(call, event)
          expect(again.call).toBe(call)
          expect(again.facts).toEqual([])
        }
      }),
      runs,
    )
  })
})

test('a log without any leg’s beginning tells of no call', () => {
  expect(deriveCall(node, [])).toBeNull()
  expect(deriveCall(node, [{ type: 'callCut', at: 5 }])).toBeNull()
})
