import { describe, expect, test } from 'vitest'
import {
  ana,
  ends,
  holds,
  misses,
  resumes,
  starts,
  talkingWithAna,
  told,
  waiting,
} from '../../test/call-events.ts'
import type { CallEvent } from '../call/event.ts'
import { sessionEventOf } from './from-fact.ts'
import { deriveSession, openSession } from './reduce.ts'

const wrapUpMsOf = (queueId: string | null) => (queueId === 'support' ? 30_000 : 0)

/** Ana's session as the facts of a call make it. */
function anasSession(...events: readonly CallEvent[]) {
  const heard = told(...events).facts.flatMap((fact) => {
    const meant = sessionEventOf(fact, wrapUpMsOf)
    return meant?.agentId === 'ana' ? [meant.event] : []
  })
  return deriveSession(openSession('session1', 'ana', 0), [
    { type: 'statusChosen', at: 100, status: 'available', reason: null },
    ...heard,
  ])
}

describe('what a call means to its agent', () => {
  test('given an answered and held call, then the session goes through each activity at the call’s own instants', () => {
    const { intervals } = anasSession(
      ...talkingWithAna,
      holds(10_000, 'ana1'),
      resumes(12_000, 'ana1'),
      ends(20_000, 'caller'),
      ends(20_000, 'ana1'),
    )
    expect(intervals.map(({ status, from, to }) => [status, from, to])).toEqual([
      ['offline', 0, 100],
      ['available', 100, 2000],
      ['ringing', 2000, 5000],
      ['onCall', 5000, 10_000],
      ['held', 10_000, 12_000],
      ['onCall', 12_000, 20_000],
      ['wrapUp', 20_000, null],
    ])
  })

  test('given a queue with wrap-up, then it lasts as long as the queue says', () => {
    const { session } = anasSession(...talkingWithAna, ends(20_000, 'ana1'))
    expect(session.activity).toMatchObject({ kind: 'wrapUp', until: 50_000, queueId: 'support' })
  })

  test('given a missed offer that was settled after its leg, then the agent is available again', () => {
    const { session } = anasSession(
      ...waiting,
      starts(2000, 'ana1', ana),
      ends(22_000, 'ana1', 19),
      misses(22_999, 'ana'),
    )
    expect(session).toMatchObject({ activity: { kind: 'idle', since: 22_000 }, missesInRow: 1 })
  })

  test('a fact about no agent means nothing to any', () => {
    const { facts } = told(...waiting, ends(9000, 'caller'))
    expect(facts.map((fact) => sessionEventOf(fact, wrapUpMsOf))).toEqual(facts.map(() => null))
  })
})
