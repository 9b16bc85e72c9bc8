import { expect, test } from 'vitest'
import { happeningsOf } from './happenings.ts'

const start = Date.parse('2026-11-23T10:00:00Z')
const after = (seconds: number) => new Date(start + seconds * 1000).toISOString()
const ana = { id: 'a1', name: 'Ana Silva' }
const queue = { id: 'q1', name: 'Support' }

const answered = {
  id: 'c1',
  direction: 'inbound' as const,
  callerNumber: '+12025550123',
  callerName: '',
  dialled: '+12025550100',
  queue,
  agent: ana,
  lead: null,
  startedAt: after(0),
  answeredAt: after(8),
  endedAt: after(68),
  outcome: 'answered' as const,
  waitedMs: 8_000,
  talkMs: 50_000,
  holdMs: 10_000,
  disposition: null,
  dispositionId: null,
  hasRecording: false,
  notes: [],
  recordings: [],
  offers: [{ agent: ana, queue, madeAt: after(2), endedAt: after(8), result: 'answered' as const }],
  legs: [
    {
      id: '1.1',
      party: 'external' as const,
      agent: null,
      startedAt: after(0),
      answeredAt: after(0),
      endedAt: after(68),
      cause: 16,
      talkMs: 50_000,
      holdMs: 0,
      intervals: [],
    },
    {
      id: '1.2',
      party: 'agent' as const,
      agent: ana,
      startedAt: after(2),
      answeredAt: after(8),
      endedAt: after(68),
      cause: 16,
      talkMs: 50_000,
      holdMs: 10_000,
      intervals: [
        { kind: 'talk' as const, from: after(8), to: after(40) },
        { kind: 'hold' as const, from: after(40), to: after(50) },
        { kind: 'talk' as const, from: after(50), to: after(68) },
      ],
    },
  ],
}

test('an answered call reads from its beginning to its end', () => {
  const lines = happeningsOf(answered)
  expect(lines.map(({ what, lastedMs }) => [what, lastedMs])).toEqual([
    ['arrived', null],
    ['offer', 6_000],
    ['talkedWithHold', 60_000],
    ['held', 10_000],
    ['ended', 68_000],
  ])
})

test('a leg that only rang is told once, by its offer', () => {
  const missed = {
    ...answered,
    answeredAt: null,
    offers: answered.offers.map((offer) => ({ ...offer, result: 'missed' as const })),
    legs: answered.legs.map((leg) =>
      leg.agent ? { ...leg, answeredAt: null, intervals: [] } : leg,
    ),
  }
  expect(happeningsOf(missed).map(({ what }) => what)).toEqual(['arrived', 'offer', 'ended'])
})

test('a call that goes on has no end', () => {
  const open = {
    ...answered,
    endedAt: null,
    legs: answered.legs.map((leg) => ({ ...leg, endedAt: null })),
  }
  expect(happeningsOf(open).at(-2)).toMatchObject({ what: 'talkingNow', lastedMs: null })
})
