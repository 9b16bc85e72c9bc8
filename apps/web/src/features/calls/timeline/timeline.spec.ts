import type { CallDetail } from '@callfloor/contracts'
import { describe, expect, test } from 'vitest'
import { ticksOf, timelineOf } from './timeline.ts'

const start = Date.parse('2026-11-23T10:00:00Z')
const after = (seconds: number) => new Date(start + seconds * 1000).toISOString()
const ana = { id: 'a1', name: 'Ana Silva' }
const ben = { id: 'b1', name: 'Ben Okafor' }
const queue = { id: 'q1', name: 'Support' }

const leg = { cause: 16, talkMs: 0, holdMs: 0, agent: null, intervals: [] }
type Interval = CallDetail['legs'][number]['intervals'][number]
const talk = (from: number, to: number): Interval => ({
  kind: 'talk',
  from: after(from),
  to: after(to),
})
const hold = (from: number, to: number): Interval => ({
  kind: 'hold',
  from: after(from),
  to: after(to),
})
const call: CallDetail = {
  id: 'c1',
  direction: 'inbound',
  callerNumber: '+12025550123',
  callerName: '',
  dialled: '+12025550100',
  queue,
  agent: ana,
  lead: null,
  startedAt: after(0),
  answeredAt: after(30),
  endedAt: after(90),
  outcome: 'answered',
  waitedMs: 30_000,
  talkMs: 60_000,
  holdMs: 0,
  disposition: null,
  dispositionId: null,
  hasRecording: false,
  legs: [
    {
      ...leg,
      id: '1.1',
      party: 'external',
      startedAt: after(0),
      answeredAt: after(1),
      endedAt: after(90),
    },
    {
      ...leg,
      id: '1.3',
      party: 'agent',
      agent: ana,
      startedAt: after(24),
      answeredAt: after(30),
      endedAt: after(90),
    },
  ],
  offers: [
    { agent: ana, queue, madeAt: after(24), endedAt: after(30), result: 'answered' },
    { agent: ben, queue, madeAt: after(3), endedAt: after(23), result: 'missed' },
  ],
  notes: [],
  recordings: [],
}

describe('the timeline', () => {
  const { totalMs, lanes } = timelineOf(call, start)

  test('has the caller first, then agents as they were rung', () => {
    expect(totalMs).toBe(90_000)
    expect(lanes.map(({ party }) => ('name' in party ? party.name : party.kind))).toEqual([
      'caller',
      'Ben Okafor',
      'Ana Silva',
    ])
  })

  test('shows the wait until a person answered, not until the switch did', () => {
    expect(lanes[0]?.stretches).toEqual([
      { phase: 'waiting', from: 0, to: 30_000 },
      { phase: 'talking', from: 30_000, to: 90_000 },
    ])
  })

  test('tells a missed offer from one that was answered', () => {
    expect(lanes[1]?.stretches).toEqual([{ phase: 'refused', from: 3_000, to: 23_000 }])
    expect(lanes[2]?.stretches).toEqual([
      { phase: 'ringing', from: 24_000, to: 30_000 },
      { phase: 'talking', from: 30_000, to: 90_000 },
    ])
  })

  test('lets what has not ended run up to now', () => {
    const open = { ...call, endedAt: null, legs: call.legs.map((l) => ({ ...l, endedAt: null })) }
    const running = timelineOf(open, start + 120_000)
    expect(running.totalMs).toBe(120_000)
    expect(running.lanes[2]?.stretches.at(-1)).toEqual({
      phase: 'talking',
      from: 30_000,
      to: 120_000,
    })
  })

  test('draws hold where it was, for the agent and for the caller', () => {
    const [external, agent] = call.legs
    if (!external || !agent) throw new Error('the call has two legs')
    const intervals = [talk(30, 50), hold(50, 70), talk(70, 90)]
    const held = timelineOf({ ...call, legs: [external, { ...agent, intervals }] }, start)
    const talkHoldTalk = [
      { phase: 'talking', from: 30_000, to: 50_000 },
      { phase: 'held', from: 50_000, to: 70_000 },
      { phase: 'talking', from: 70_000, to: 90_000 },
    ]
    expect(held.lanes[0]?.stretches.slice(1)).toEqual(talkHoldTalk)
    expect(held.lanes[2]?.stretches.slice(1)).toEqual(talkHoldTalk)
  })

  test('lets a hold that goes on run up to now', () => {
    const [external, agent] = call.legs
    if (!external || !agent) throw new Error('the call has two legs')
    const open: CallDetail = {
      ...call,
      endedAt: null,
      legs: [
        { ...external, endedAt: null },
        { ...agent, endedAt: null, intervals: [talk(30, 50), { ...hold(50, 50), to: null }] },
      ],
    }
    const running = timelineOf(open, start + 120_000)
    const now = { phase: 'held', from: 50_000, to: 120_000 }
    expect(running.lanes[0]?.stretches.at(-1)).toEqual(now)
    expect(running.lanes[2]?.stretches.at(-1)).toEqual(now)
  })

  test('does not call the caller held while another agent talks to them', () => {
    const [external, agent] = call.legs
    if (!external || !agent) throw new Error('the call has two legs')
    const legs = [
      external,
      { ...agent, intervals: [talk(30, 50), hold(50, 90)] },
      { ...agent, id: '1.4', agent: ben, intervals: [talk(60, 80)] },
    ]
    expect(timelineOf({ ...call, legs }, start).lanes[0]?.stretches.slice(1)).toEqual([
      { phase: 'talking', from: 30_000, to: 50_000 },
      { phase: 'held', from: 50_000, to: 60_000 },
      { phase: 'talking', from: 60_000, to: 80_000 },
      { phase: 'held', from: 80_000, to: 90_000 },
    ])
  })

  test('does not blame an agent for a caller who left', () => {
    const offers = call.offers.map((offer) => ({ ...offer, result: 'withdrawn' as const }))
    expect(timelineOf({ ...call, offers }, start).lanes[1]?.stretches[0]?.phase).toBe('withdrawn')
  })

  test('of an abandoned call draws only the wait', () => {
    const gone = { ...call, answeredAt: null, agent: null, legs: [], offers: [] }
    expect(timelineOf(gone, start).lanes).toEqual([
      {
        key: 'caller',
        party: { kind: 'caller' },
        stretches: [{ phase: 'waiting', from: 0, to: 90_000 }],
      },
    ])
  })
})

describe('the scale', () => {
  test.each([
    [0, [0]],
    [90_000, [0, 15_000, 30_000, 45_000, 60_000, 75_000, 90_000]],
    [1_800_000, [0, 300_000, 600_000, 900_000, 1_200_000, 1_500_000, 1_800_000]],
  ])('of %s ms has round figures', (totalMs, ticks) => expect(ticksOf(totalMs)).toEqual(ticks))

  test('never has more than a handful', () => {
    for (let ms = 1; ms < 86_400_000; ms = Math.ceil(ms * 1.37)) {
      expect(ticksOf(ms).length).toBeLessThanOrEqual(8)
    }
  })
})
