import { describe, expect, test } from 'vitest'
import {
  ana,
  ends,
  factsOf,
  holds,
  isCut,
  leaves,
  legOf,
  outside,
  starts,
  talkingWithAna,
  told,
  waiting,
} from '../../test/call-events.ts'

describe('a switch that died', () => {
  test('when a caller was waiting, then the stay is cut, not abandoned', () => {
    const { call, facts } = told(...waiting, starts(2000, 'ana1', ana), isCut(7000))
    expect(call).toMatchObject({ state: 'ended', outcome: 'cut', endedAt: 7000 })
    expect(call.visits).toMatchObject([{ result: 'cut', leftAt: 7000 }])
    expect(call.offers).toMatchObject([{ result: 'withdrawn', endedAt: 7000 }])
    expect(factsOf(facts, 'callAbandoned')).toEqual([])
  })

  test('when people were talking, then the talk counts up to the cut and every leg is closed', () => {
    const { call, facts } = told(...talkingWithAna, holds(9000, 'ana1'), isCut(12_000))
    expect(call).toMatchObject({ state: 'ended', outcome: 'cut', answeredAt: 5000 })
    expect(call.visits).toMatchObject([{ result: 'answered' }])
    expect(call.legs.every((leg) => leg.endedAt === 12_000 && leg.bridgeId === null)).toBe(true)
    expect(factsOf(facts, 'agentLegEnded')).toMatchObject([{ talkMs: 4000, holdMs: 3000 }])
    expect(factsOf(facts, 'callEnded')).toHaveLength(1)
  })

  test('when the call was over before, then the restart does not touch it', () => {
    const over = [...waiting, ends(5000, 'caller')]
    expect(told(...over, isCut(7000))).toEqual(told(...over))
  })
})

describe('the end of a call', () => {
  test('when the two have let go of each other, then it does not ring again before it ends', () => {
    const { call } = told(...talkingWithAna, leaves(9000, 'ana1'), ends(9001, 'ana1'))
    expect(call).toMatchObject({ state: 'connected', agentIds: [] })
  })

  test('when the last leg ends, and not before, then the call is over', () => {
    expect(told(...talkingWithAna, ends(9000, 'caller')).call.state).not.toBe('ended')
    expect(told(...talkingWithAna, ends(9000, 'caller'), ends(9500, 'ana1')).call).toMatchObject({
      state: 'ended',
      endedAt: 9500,
    })
  })

  test('given a leg that ended, then its cause stands as Asterisk gave it', () => {
    const { call } = told(...waiting, ends(5000, 'caller', 127))
    expect(legOf(call, 'caller')).toMatchObject({ endedAt: 5000, cause: 127 })
  })

  test('given a caller who reached neither a queue nor a person, then the call is unanswered', () => {
    const { call, facts } = told(starts(0, 'caller', outside), ends(700, 'caller', 1))
    expect(call).toMatchObject({ state: 'ended', outcome: 'unanswered' })
    expect(facts.map((fact) => fact.type)).toEqual(['callStarted', 'callEnded'])
  })
})
