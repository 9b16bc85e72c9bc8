import { type Call, deriveCall } from '@callfloor/domain'
import { describe, expect, test } from 'vitest'
import { ANA, liveCalls, recordedCalls, SALES, SUPPORT } from '../../test/traces.ts'

const traces: Record<string, { outcome: string; offers: string[]; visits: string[] }> = {
  'answered-agent-hangs-up': { outcome: 'answered', offers: ['answered'], visits: ['answered'] },
  'answered-caller-hangs-up': { outcome: 'answered', offers: ['answered'], visits: ['answered'] },
  'answered-late-mode': { outcome: 'answered', offers: ['answered'], visits: ['answered'] },
  'missed-then-abandoned': { outcome: 'abandoned', offers: ['missed'], visits: ['abandoned'] },
  'rejected-then-answered': {
    outcome: 'answered',
    offers: ['rejected', 'answered'],
    visits: ['answered'],
  },
  'abandoned-while-ringing': {
    outcome: 'abandoned',
    offers: ['withdrawn'],
    visits: ['abandoned'],
  },
  'two-ring-second-wins': { outcome: 'answered', offers: ['answered'], visits: ['answered'] },
  'timed-out-unanswered': { outcome: 'timedOut', offers: [], visits: ['timedOut'] },
  'unknown-number': { outcome: 'unanswered', offers: [], visits: [] },
  'hostile-caller': { outcome: 'answered', offers: ['answered'], visits: ['answered'] },
}

const sources = { live: liveCalls, record: recordedCalls }

function callsOf(source: keyof typeof sources, name: string): Call[] {
  return [...sources[source](name).values()].flatMap(
    (events) => deriveCall('main', events)?.call ?? [],
  )
}

describe.each(Object.entries(traces))('the call %s', (name, expected) => {
  test.each(['live', 'record'] as const)(
    'has its outcome, offers and waiting in the %s',
    (source) => {
      const calls = callsOf(source, name)
      expect(calls.length).toBe(name === 'two-ring-second-wins' ? 2 : 1)
      for (const call of calls) {
        expect(call.state).toBe('ended')
        expect(call.state === 'ended' && call.outcome).toBe(expected.outcome)
        expect(call.offers.map((offer) => offer.result)).toEqual(expected.offers)
        expect(call.visits.map((visit) => visit.result)).toEqual(expected.visits)
        expect(call.direction).toBe('inbound')
        expect(call.legs.every((leg) => leg.endedAt !== null)).toBe(true)
      }
    },
  )

  test('is the same live and in the record, to a few milliseconds', () => {
    const live = callsOf('live', name)
    const record = callsOf('record', name)
    expect(record.map((call) => call.id)).toEqual(live.map((call) => call.id))
    live.forEach((call, index) => {
      const other = record[index]
      expect(other?.callerName).toBe(call.callerName)
      expect(other?.callerNumber).toBe(call.callerNumber)
      expect(other?.dialled).toBe(call.dialled)
      expect(instantsOf(other)).toHaveLength(instantsOf(call).length)
      instantsOf(call).forEach((at, i) => {
        expect(Math.abs(at - (instantsOf(other)[i] ?? 0))).toBeLessThanOrEqual(5)
      })
    })
  })
})

function instantsOf(call: Call | undefined): number[] {
  if (call === undefined) return []
  return [
    call.startedAt,
    call.answeredAt ?? 0,
    ...call.legs.flatMap((leg) => [leg.startedAt, leg.answeredAt ?? 0, leg.endedAt ?? 0]),
    ...call.legs.flatMap((leg) => leg.intervals.flatMap((span) => [span.from, span.to ?? 0])),
    ...call.visits.flatMap((visit) => [visit.joinedAt, visit.leftAt ?? 0]),
    ...call.offers.flatMap((offer) => [offer.madeAt, offer.endedAt ?? 0]),
  ]
}

test('the caller talks exactly as long as the agent, and waits before', () => {
  const [call] = callsOf('record', 'answered-agent-hangs-up')
  const [caller, agent] = call?.legs ?? []
  expect(caller?.party).toEqual({ kind: 'external' })
  expect(agent?.party).toEqual({ kind: 'agent', agentId: ANA })
  expect(caller?.intervals).toEqual(agent?.intervals)
  expect(call?.visits[0]?.queueId).toBe(SUPPORT)
  expect(call?.answeredAt).toBe(caller?.intervals[0]?.from)
})

test('a caller is not answered before the agent is there', () => {
  const [call] = callsOf('record', 'answered-late-mode')
  const [caller, agent] = call?.legs ?? []
  expect(call?.visits[0]?.queueId).toBe(SALES)
  expect(caller?.answeredAt).toBeGreaterThanOrEqual(agent?.answeredAt ?? Number.NaN)
})

test('a hostile caller is inert text, the same in both sources', () => {
  const name = `<script>|,'$\{SHELL(id)}, é😀漢 Action: Hangup`
  expect(callsOf('live', 'hostile-caller')[0]?.callerName).toBe(name)
  expect(callsOf('record', 'hostile-caller')[0]?.callerName).toBe(name)
  expect(callsOf('record', 'hostile-caller')[0]?.callerNumber).toBe('+1202555,"0142')
})
