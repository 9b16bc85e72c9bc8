import { describe, expect, test } from 'vitest'
import {
  ana,
  ben,
  ends,
  enters,
  factsOf,
  joins,
  leaves,
  misses,
  picksUp,
  starts,
  talkingWithAna,
  told,
  waiting,
} from '../../test/call-events.ts'

const offeredToAna = [...waiting, starts(2000, 'ana1', ana)]

describe('an offer', () => {
  test('given no answer, when app_queue says so before the leg ends, then it is missed', () => {
    const { call, facts } = told(...offeredToAna, misses(22_000, 'ana'), ends(22_010, 'ana1', 26))
    expect(call).toMatchObject({ state: 'queued', joinedAt: 1000 })
    expect(call.offers).toMatchObject([{ result: 'missed', endedAt: 22_000 }])
    expect(factsOf(facts, 'offerEnded')).toMatchObject([{ result: 'missed', rangMs: 20_000 }])
  })

  test('given a leg that ended, when app_queue says missed afterwards, then its word counts, dated by the leg', () => {
    const { call, facts } = told(...offeredToAna, ends(22_010, 'ana1', 19), misses(22_999, 'ana'))
    expect(call.offers).toMatchObject([{ result: 'missed', endedAt: 22_010 }])
    expect(factsOf(facts, 'offerEnded')).toMatchObject([{ result: 'missed', rangMs: 20_010 }])
  })

  test('given a missed offer, when another agent answers, then the call is answered and the miss stays the first agent’s', () => {
    const { call, facts } = told(
      ...offeredToAna,
      misses(22_000, 'ana'),
      ends(22_010, 'ana1', 26),
      starts(22_100, 'ben1', ben),
      picksUp(24_000, 'ben1'),
      enters(24_000, 'ben1'),
      enters(24_000, 'caller'),
      ends(30_000, 'caller'),
      ends(30_001, 'ben1'),
    )
    expect(call).toMatchObject({ state: 'ended', outcome: 'answered' })
    expect(call.offers.map((offer) => [offer.agentId, offer.result])).toEqual([
      ['ana', 'missed'],
      ['ben', 'answered'],
    ])
    expect(factsOf(facts, 'callAnswered')).toMatchObject([{ agentId: 'ben', waitedMs: 23_000 }])
    expect(factsOf(facts, 'agentLegEnded').map((fact) => fact.agentId)).toEqual(['ben'])
  })

  test.each([
    ['busy', 17],
    ['declined', 21],
  ])('given an agent who is %s, then it is rejected, whatever app_queue says later', (_, cause) => {
    const { call } = told(...offeredToAna, ends(3000, 'ana1', cause), misses(3999, 'ana'))
    expect(call.state).toBe('queued')
    expect(call.offers).toMatchObject([{ result: 'rejected', endedAt: 3000 }])
  })

  test('given all agents rung at once, when one answers, then the others’ offers are withdrawn', () => {
    const { call } = told(
      ...offeredToAna,
      starts(2001, 'ben1', ben),
      enters(5000, 'ben1'),
      enters(5000, 'caller'),
      ends(5005, 'ana1', 26),
    )
    expect(call).toMatchObject({ state: 'connected', agentIds: ['ben'] })
    expect(call.offers.map((offer) => [offer.agentId, offer.result])).toEqual([
      ['ana', 'withdrawn'],
      ['ben', 'answered'],
    ])
  })

  test('given two agents who ring, then the call is offered to both until one ends', () => {
    const both = [...offeredToAna, starts(2001, 'ben1', ben)]
    expect(told(...both).call).toMatchObject({ state: 'offered', agentIds: ['ana', 'ben'] })
    expect(told(...both, ends(3000, 'ana1', 21)).call).toMatchObject({ agentIds: ['ben'] })
  })

  test('given an agent rung twice, when the second offer is rejected, then app_queue’s word does not reach the first', () => {
    const { call } = told(
      ...offeredToAna,
      starts(2001, 'ben1', ben),
      enters(5000, 'ben1'),
      enters(5000, 'caller'),
      ends(5005, 'ana1', 26),
      leaves(9000, 'caller'),
      joins(9100, 'support'),
      starts(9200, 'ana2', ana),
      ends(9300, 'ana2', 21),
      misses(9999, 'ana'),
    )
    expect(call.offers.map((offer) => [offer.legId, offer.result])).toEqual([
      ['ana1', 'withdrawn'],
      ['ben1', 'answered'],
      ['ana2', 'rejected'],
    ])
  })

  test('given app_queue’s word on an agent who was not rung, then nothing changes', () => {
    expect(told(...offeredToAna, misses(3000, 'ben')).call).toEqual(told(...offeredToAna).call)
  })

  test('given an agent who answered, then they cannot have missed it', () => {
    const { call } = told(...talkingWithAna, misses(5999, 'ana'))
    expect(call.offers).toMatchObject([{ result: 'answered' }])
  })

  test('given two agents who answer the same caller, then the queue counts one answer', () => {
    const { call, facts } = told(
      ...offeredToAna,
      starts(2001, 'ben1', ben),
      enters(5000, 'ana1'),
      enters(5001, 'caller'),
      enters(5002, 'ben1'),
    )
    expect(call).toMatchObject({ state: 'connected', agentIds: ['ana', 'ben'] })
    expect(factsOf(facts, 'callAnswered').map((fact) => [fact.agentId, fact.queueId])).toEqual([
      ['ana', 'support'],
      ['ben', null],
    ])
  })
})
