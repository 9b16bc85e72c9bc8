import { describe, expect, test } from 'vitest'
import {
  ana,
  ben,
  ends,
  enters,
  factsOf,
  isLetGo,
  joins,
  leaves,
  outside,
  rings,
  service,
  starts,
  talkingWithAna,
  told,
  waiting,
} from '../../test/call-events.ts'
import type { QueueLeaveReason } from './event.ts'

describe('a caller who waits', () => {
  test('when they hang up with nobody rung, then they have abandoned', () => {
    const { call, facts } = told(...waiting, ends(8000, 'caller'))
    expect(call).toMatchObject({ state: 'ended', outcome: 'abandoned', answeredAt: null })
    expect(call.visits).toMatchObject([{ leftAt: 8000, result: 'abandoned', agentId: null }])
    expect(factsOf(facts, 'callAbandoned')).toMatchObject([{ queueId: 'support', waitedMs: 7000 }])
  })

  test('when they hang up while an agent rings, then they have abandoned and the offer is withdrawn', () => {
    const { call } = told(
      ...waiting,
      starts(2000, 'ana1', ana),
      rings(2100, 'ana1'),
      ends(6000, 'caller'),
      ends(6010, 'ana1', 26),
    )
    expect(call).toMatchObject({ state: 'ended', endedAt: 6010, outcome: 'abandoned' })
    expect(call.offers).toMatchObject([{ result: 'withdrawn', endedAt: 6010 }])
  })

  test('when the ringing agent’s leg is the first to end, then they have abandoned all the same', () => {
    const { call } = told(
      ...waiting,
      starts(2000, 'ana1', ana),
      ends(6000, 'ana1', 26),
      ends(6010, 'caller'),
    )
    expect(call).toMatchObject({ outcome: 'abandoned' })
    expect(call.offers).toMatchObject([{ result: 'withdrawn' }])
  })

  const reasons: QueueLeaveReason[] = ['timedOut', 'empty', 'full', 'keyPressed', 'unavailable']
  test.each(reasons)('when the queue lets them go (%s), then they have not abandoned', (reason) => {
    const { call, facts } = told(
      ...waiting,
      isLetGo(31_000, 'support', reason),
      ends(33_000, 'caller'),
    )
    expect(call).toMatchObject({ state: 'ended', outcome: reason })
    expect(call.visits).toMatchObject([{ leftAt: 31_000, result: reason }])
    expect(factsOf(facts, 'queueLeft')).toMatchObject([{ reason, waitedMs: 30_000 }])
    expect(factsOf(facts, 'callAbandoned')).toEqual([])
  })

  test('when a service’s leg ends, then they go on waiting', () => {
    const { call } = told(...waiting, starts(1100, 'announcer', service), ends(3000, 'announcer'))
    expect(call.state).toBe('queued')
  })

  test('when an agent talks with them whom the queue did not ring, then they are answered', () => {
    const { call, facts } = told(
      starts(0, 'caller', outside),
      starts(500, 'ben1', ben),
      joins(1000, 'support'),
      enters(4000, 'ben1'),
      enters(4000, 'caller'),
    )
    expect(call.visits).toMatchObject([{ result: 'answered', agentId: 'ben', leftAt: 4000 }])
    expect(factsOf(facts, 'callAnswered')).toMatchObject([{ queueId: 'support', waitedMs: 3000 }])
  })

  test('given an agent who waits in a queue, when they hang up, then they have abandoned', () => {
    const { call } = told(
      starts(0, 'ana1', ana),
      joins(1000, 'support', 'ana1'),
      ends(9000, 'ana1'),
    )
    expect(call).toMatchObject({ state: 'ended', outcome: 'abandoned' })
    expect(call.visits).toMatchObject([{ result: 'abandoned' }])
  })
})

describe('from one queue to the next', () => {
  test('when a caller who timed out joins another queue, then both stays are counted', () => {
    const { call, facts } = told(
      ...waiting,
      isLetGo(31_000, 'support', 'timedOut'),
      joins(31_100, 'sales'),
    )
    expect(call).toMatchObject({ state: 'queued', queueId: 'sales', joinedAt: 31_100 })
    expect(call.visits).toMatchObject([
      { queueId: 'support', result: 'timedOut' },
      { queueId: 'sales', result: null },
    ])
    expect(factsOf(facts, 'callQueued')).toHaveLength(2)
  })

  test('when queue_log gives the reason only after the next queue was joined, then it corrects the first stay', () => {
    const { call, facts } = told(
      ...waiting,
      joins(31_100, 'sales'),
      isLetGo(31_999, 'support', 'empty'),
    )
    expect(call).toMatchObject({ state: 'queued', queueId: 'sales' })
    expect(call.visits).toMatchObject([
      { queueId: 'support', leftAt: 31_100, result: 'empty' },
      { queueId: 'sales', leftAt: null, result: null },
    ])
    expect(factsOf(facts, 'queueLeft')).toMatchObject([{ at: 31_100, reason: 'empty' }])
  })

  test('when queue_log gives the reason only after the call was over, then nobody abandoned', () => {
    const { call, facts } = told(
      ...waiting,
      ends(31_300, 'caller'),
      isLetGo(31_999, 'support', 'timedOut'),
    )
    expect(call).toMatchObject({ state: 'ended', endedAt: 31_300, outcome: 'timedOut' })
    expect(factsOf(facts, 'callAbandoned')).toEqual([])
    expect(factsOf(facts, 'queueLeft')).toMatchObject([{ at: 31_300, waitedMs: 30_300 }])
    expect(factsOf(facts, 'callEnded')).toMatchObject([{ at: 31_300, outcome: 'timedOut' }])
  })

  test('when an old line about a queue turns up, then a later stay there is not touched', () => {
    const events = [...waiting, isLetGo(31_000, 'support', 'timedOut'), joins(60_000, 'support')]
    const abandoned = [...events, ends(62_000, 'caller')]
    expect(told(...abandoned, isLetGo(31_000, 'support', 'timedOut')).call).toEqual(
      told(...abandoned).call,
    )
    expect(told(...abandoned).call.visits).toMatchObject([
      { result: 'timedOut' },
      { result: 'abandoned' },
    ])
  })

  test('when an answered caller is sent to another queue and hangs up there, then the call was answered and that stay abandoned', () => {
    const { call } = told(
      ...talkingWithAna,
      leaves(20_000, 'caller'),
      joins(20_010, 'sales'),
      ends(20_020, 'ana1'),
      ends(30_000, 'caller'),
    )
    expect(call).toMatchObject({ state: 'ended', outcome: 'answered' })
    expect(call.visits.map((visit) => [visit.queueId, visit.result])).toEqual([
      ['support', 'answered'],
      ['sales', 'abandoned'],
    ])
  })

  test('when the same join is told again after the answer, then no second stay begins', () => {
    const told2 = told(...talkingWithAna, leaves(9000, 'caller'), joins(1000, 'support'))
    expect(told2.call.visits).toHaveLength(1)
  })
})
