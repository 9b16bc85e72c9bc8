import { describe, expect, test } from 'vitest'
import {
  ana,
  ben,
  ends,
  enters,
  factsOf,
  holds,
  joins,
  leaves,
  legOf,
  outside,
  resumes,
  service,
  starts,
  talkingWithAna,
  told,
  waiting,
} from '../../test/call-events.ts'
import { spentIn } from './legs.ts'

describe('hold', () => {
  const held = [...talkingWithAna, holds(15_000, 'ana1')]

  test('when the agent holds, then the call is held and the talk interval ends where the hold begins', () => {
    const { call, facts } = told(...held)
    expect(call).toMatchObject({ state: 'connected', held: true })
    expect(legOf(call, 'ana1').intervals).toEqual([
      { kind: 'talk', from: 5000, to: 15_000 },
      { kind: 'hold', from: 15_000, to: null },
    ])
    expect(factsOf(facts, 'callHeld')).toMatchObject([{ agentId: 'ana', at: 15_000 }])
  })

  test('when the agent resumes, then talk and hold add up to the time together', () => {
    const { call, facts } = told(
      ...held,
      resumes(25_000, 'ana1'),
      ends(65_000, 'caller'),
      ends(65_000, 'ana1'),
    )
    const leg = legOf(call, 'ana1')
    expect([spentIn(leg, 'talk', 0), spentIn(leg, 'hold', 0)]).toEqual([50_000, 10_000])
    expect(factsOf(facts, 'callResumed')).toHaveLength(1)
    expect(factsOf(facts, 'agentLegEnded')).toMatchObject([{ talkMs: 50_000, holdMs: 10_000 }])
  })

  test('while a hold lasts, then it counts up to the instant that is asked for', () => {
    expect(spentIn(legOf(told(...held).call, 'ana1'), 'hold', 18_000)).toBe(3000)
  })

  test('when the caller hangs up on hold, then the hold ends with them', () => {
    const { facts } = told(...held, ends(20_000, 'caller'), ends(29_000, 'ana1'))
    expect(factsOf(facts, 'agentLegEnded')).toMatchObject([{ talkMs: 10_000, holdMs: 5000 }])
  })

  test('given a leg that talks with nobody or is no agent’s, then it cannot be held', () => {
    expect(told(...waiting, holds(2000, 'caller')).call).toEqual(told(...waiting).call)
    expect(told(...talkingWithAna, holds(6000, 'caller')).call).toEqual(
      told(...talkingWithAna).call,
    )
  })

  test('when a hold is told twice, then it began with the first', () => {
    expect(told(...held, holds(16_000, 'ana1')).call).toEqual(told(...held).call)
  })
})

describe('transfer', () => {
  const withBen = [
    ...talkingWithAna,
    leaves(20_000, 'ana1'),
    ends(20_005, 'ana1'),
    leaves(20_006, 'caller'),
    starts(20_100, 'ben1', ben),
    enters(23_000, 'ben1', 'bridge2'),
    enters(23_000, 'caller', 'bridge2'),
  ]

  test('when the first agent leaves the caller with a second, then each has their own time', () => {
    const { call, facts } = told(...withBen, ends(33_000, 'caller'), ends(33_000, 'ben1'))
    expect(factsOf(facts, 'agentLegEnded')).toMatchObject([
      { agentId: 'ana', queueId: 'support', talkMs: 15_000 },
      { agentId: 'ben', queueId: null, talkMs: 10_000 },
    ])
    expect(spentIn(legOf(call, 'caller'), 'talk', 0)).toBe(25_000)
    expect(call).toMatchObject({ outcome: 'answered', answeredAt: 5000 })
  })

  test('then the call is connected to the second agent, who was waited for while they rang', () => {
    const { call, facts } = told(...withBen)
    expect(call).toMatchObject({ state: 'connected', agentIds: ['ben'] })
    expect(factsOf(facts, 'callAnswered')[1]).toMatchObject({
      agentId: 'ben',
      queueId: null,
      waitedMs: 2900,
    })
  })

  test('when the caller is moved before Asterisk says that they left, then nobody talks twice', () => {
    const { call } = told(
      ...talkingWithAna,
      starts(20_000, 'ben1', ben),
      enters(23_000, 'ben1', 'bridge2'),
      enters(23_000, 'caller', 'bridge2'),
      leaves(23_001, 'caller', 'bridge1'),
    )
    expect(call).toMatchObject({ state: 'connected', agentIds: ['ben'] })
    expect(legOf(call, 'ana1').intervals).toEqual([{ kind: 'talk', from: 5000, to: 23_000 }])
    expect(legOf(call, 'caller').intervals).toEqual([
      { kind: 'talk', from: 5000, to: 23_000 },
      { kind: 'talk', from: 23_000, to: null },
    ])
  })

  test('when the caller is sent back to the queue and a second agent answers, then both stays were answered', () => {
    const { call, facts } = told(
      ...talkingWithAna,
      leaves(20_000, 'caller'),
      joins(20_010, 'support'),
      ends(20_020, 'ana1'),
      starts(21_000, 'ben1', ben),
      enters(24_000, 'ben1', 'bridge2'),
      enters(24_000, 'caller', 'bridge2'),
    )
    expect(call.visits.map((visit) => [visit.result, visit.agentId])).toEqual([
      ['answered', 'ana'],
      ['answered', 'ben'],
    ])
    expect(factsOf(facts, 'callAnswered')[1]).toMatchObject({ queueId: 'support', waitedMs: 3990 })
  })

  test('when the agent leaves two outside parties together, then the call lives on without an agent', () => {
    const { call } = told(
      ...talkingWithAna,
      starts(10_000, 'expert', outside),
      enters(12_000, 'expert'),
      ends(15_000, 'ana1'),
    )
    expect(call.state).not.toBe('ended')
    expect(legOf(call, 'caller').intervals).toEqual([{ kind: 'talk', from: 5000, to: null }])
  })
})

describe('talk is between people', () => {
  test('given an agent with a service only, then the agent is not connected to anybody', () => {
    const { call, facts } = told(
      starts(0, 'ana1', ana),
      starts(10, 'echo', service),
      enters(1000, 'ana1'),
      enters(1000, 'echo'),
    )
    expect(call).toMatchObject({ state: 'ringing', answeredAt: null })
    expect(legOf(call, 'ana1').intervals).toEqual([])
    expect(factsOf(facts, 'callAnswered')).toEqual([])
  })

  test('when a person joins the agent and the service, then the call is answered', () => {
    const { call, facts } = told(
      starts(0, 'ana1', ana),
      starts(10, 'spy', service),
      enters(1000, 'ana1'),
      enters(1000, 'spy'),
      starts(2000, 'callee', outside),
      enters(4000, 'callee'),
    )
    expect(call).toMatchObject({ state: 'connected', answeredAt: 4000 })
    expect(factsOf(facts, 'callAnswered')).toMatchObject([{ agentId: 'ana', waitedMs: 4000 }])
  })

  test('when the other person leaves a bridge in which a service remains, then the talk is over', () => {
    const { call } = told(
      ...talkingWithAna,
      starts(6000, 'spy', service),
      enters(6000, 'spy'),
      ends(9000, 'caller'),
    )
    expect(legOf(call, 'ana1').intervals).toEqual([{ kind: 'talk', from: 5000, to: 9000 }])
  })

  test('when a leg leaves and comes back, then each stay is an interval of its own and the answer counts once', () => {
    const { call, facts } = told(
      ...talkingWithAna,
      leaves(7000, 'caller'),
      enters(9000, 'caller'),
      ends(12_000, 'caller'),
    )
    expect(legOf(call, 'ana1').intervals).toEqual([
      { kind: 'talk', from: 5000, to: 7000 },
      { kind: 'talk', from: 9000, to: 12_000 },
    ])
    expect(factsOf(facts, 'callAnswered')).toHaveLength(1)
  })
})
