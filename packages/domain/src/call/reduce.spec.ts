import { describe, expect, test } from 'vitest'
import {
  ana,
  ben,
  ends,
  enters,
  factsOf,
  joins,
  leaves,
  node,
  outside,
  picksUp,
  resumes,
  rings,
  service,
  starts,
  talkingWithAna,
  told,
  waiting,
} from '../../test/call-events.ts'
import type { CallEvent } from './event.ts'
import { reduceCall, startCall } from './reduce.ts'

describe('an inbound call through a queue', () => {
  test('given a first leg from outside, then the call rings and is inbound', () => {
    const { call, facts } = told(starts(0, 'caller', outside))
    expect(call).toMatchObject({ state: 'ringing', direction: 'inbound', startedAt: 0 })
    expect(facts).toEqual([{ type: 'callStarted', callId: call.id, at: 0 }])
  })

  test('when the caller joins a queue, then the call waits there from that instant', () => {
    const { call, facts } = told(...waiting)
    expect(call).toMatchObject({ state: 'queued', queueId: 'support', joinedAt: 1000 })
    expect(factsOf(facts, 'callQueued')).toMatchObject([{ at: 1000, queueId: 'support' }])
  })

  test('when an agent is rung for the caller, then the call is offered to them', () => {
    const { call, facts } = told(...waiting, starts(2000, 'ana1', ana), rings(2100, 'ana1'))
    expect(call).toMatchObject({ state: 'offered', queueId: 'support', agentIds: ['ana'] })
    expect(call.offers).toMatchObject([
      { legId: 'ana1', agentId: 'ana', queueId: 'support', madeAt: 2000, result: null },
    ])
    expect(factsOf(facts, 'offerMade')).toMatchObject([{ agentId: 'ana', at: 2000 }])
  })

  test('when the agent has picked up but does not hear the caller yet, then nobody has answered', () => {
    const { call } = told(
      ...waiting,
      starts(2000, 'ana1', ana),
      picksUp(4000, 'ana1'),
      enters(4000, 'ana1'),
    )
    expect(call).toMatchObject({ state: 'offered', answeredAt: null })
  })

  test('when agent and caller are in one bridge, then the call is answered and the wait is over', () => {
    const { call, facts } = told(...talkingWithAna)
    expect(call).toMatchObject({
      state: 'connected',
      agentIds: ['ana'],
      held: false,
      answeredAt: 5000,
    })
    expect(call.visits).toEqual([
      {
        legId: 'caller',
        queueId: 'support',
        joinedAt: 1000,
        leftAt: 5000,
        result: 'answered',
        agentId: 'ana',
      },
    ])
    expect(factsOf(facts, 'callAnswered')).toMatchObject([
      { queueId: 'support', agentId: 'ana', legId: 'ana1', waitedMs: 4000 },
    ])
    expect(factsOf(facts, 'offerEnded')).toMatchObject([{ result: 'answered', rangMs: 3000 }])
  })

  test('when both have hung up, then the call is over as answered, with the exact talk time', () => {
    const { call, facts } = told(
      ...talkingWithAna,
      ends(65_000, 'caller'),
      leaves(65_001, 'ana1'),
      ends(65_002, 'ana1'),
    )
    expect(call).toMatchObject({ state: 'ended', outcome: 'answered', endedAt: 65_002 })
    expect(facts.map((fact) => fact.type)).toEqual([
      'callStarted',
      'callQueued',
      'offerMade',
      'offerEnded',
      'callAnswered',
      'agentLegEnded',
      'callEnded',
    ])
    expect(factsOf(facts, 'agentLegEnded')).toMatchObject([
      { agentId: 'ana', queueId: 'support', talkMs: 60_000, holdMs: 0 },
    ])
  })
})

describe('the direction of a call', () => {
  test('given an agent who calls a number outside, then the call is outbound and answered there', () => {
    const events = [
      starts(0, 'ana1', ana),
      starts(100, 'callee', outside),
      picksUp(3000, 'callee'),
      enters(3000, 'callee'),
      enters(3010, 'ana1'),
    ]
    const { call, facts } = told(...events)
    expect(call).toMatchObject({ direction: 'outbound', state: 'connected', answeredAt: 3010 })
    expect(call.visits).toEqual([])
    expect(factsOf(facts, 'callAnswered')).toMatchObject([
      { agentId: 'ana', queueId: null, waitedMs: 3010 },
    ])
  })

  test('given an outbound call that nobody takes, then it ends unanswered and counts for no queue', () => {
    const { call, facts } = told(
      starts(0, 'ana1', ana),
      starts(100, 'callee', outside),
      ends(20_000, 'callee', 19),
      ends(20_001, 'ana1', 19),
    )
    expect(call).toMatchObject({ direction: 'outbound', state: 'ended', outcome: 'unanswered' })
    expect(facts.map((fact) => fact.type)).toEqual(['callStarted', 'callEnded'])
  })

  test('given an agent who calls another agent, then the call is internal', () => {
    const { call } = told(
      starts(0, 'ana1', ana),
      starts(100, 'ben1', ben),
      enters(2000, 'ben1'),
      enters(2000, 'ana1'),
    )
    expect(call).toMatchObject({ direction: 'internal', agentIds: ['ana', 'ben'] })
    expect(call.offers).toEqual([])
  })

  test('given an internal call to which a number outside is added, then it is outbound', () => {
    const { call } = told(
      starts(0, 'ana1', ana),
      starts(100, 'ben1', ben),
      starts(9000, 'callee', outside),
    )
    expect(call.direction).toBe('outbound')
  })

  test('given an inbound call with agents on it, then it stays inbound', () => {
    expect(told(...talkingWithAna, starts(6000, 'ben1', ben)).call.direction).toBe('inbound')
  })

  test('given an agent alone with a service, then the call is outbound', () => {
    const { call } = told(starts(0, 'ana1', ana), starts(10, 'echo', service))
    expect(call.direction).toBe('outbound')
  })
})

describe('a hostile caller', () => {
  const names = [
    '<script>alert(1)</script>',
    'Dana\r\nAction: Originate',
    '$' + '{SHELL(id)}',
    "'; drop table calls; --",
    '__proto__',
    '=cmd|calc!A1',
    '\u202Eevil\u0000',
    '💥'.repeat(1024),
  ]
  test.each(names)('named %j is kept word for word and changes nothing else', (callerName) => {
    const [, ...later] = waiting
    const hostile = told(
      starts(0, 'caller', outside, { callerName, dialled: callerName }),
      ...later,
    )
    const { callerName: _, dialled: __, ...rest } = told(...waiting).call
    expect(hostile.call).toEqual({ ...rest, callerName, dialled: callerName })
    expect(JSON.parse(JSON.stringify(hostile.call))).toEqual(hostile.call)
  })
})

describe('an event that makes no sense now', () => {
  const { call } = told(...talkingWithAna)
  const senseless: readonly [string, CallEvent][] = [
    ['a leg starts again', starts(6000, 'caller', outside)],
    ['an unknown leg answers', picksUp(6000, 'nobody')],
    ['a leg answers again', picksUp(6000, 'caller')],
    ['a leg enters the bridge it is in', enters(6000, 'caller')],
    ['a leg leaves a bridge it is not in', leaves(6000, 'caller', 'bridge9')],
    ['an agent resumes who talks', resumes(6000, 'ana1')],
    ['a caller who talks joins a queue', joins(6000, 'sales')],
    ['an unknown leg joins a queue', joins(6000, 'sales', 'nobody')],
    ['an unknown leg ends', ends(6000, 'nobody')],
    ['a leg rings', rings(6000, 'ana1')],
  ]
  test.each(senseless)('%s: the very same call is given back, without facts', (_, event) => {
    const step = reduceCall(call, event)
    expect(step.call).toBe(call)
    expect(step.facts).toEqual([])
  })

  test('given an ended call, then no event opens it again', () => {
    const ended = told(...waiting, ends(9000, 'caller')).call
    for (const event of [...talkingWithAna, ends(10_000, 'caller')]) {
      expect(reduceCall(ended, event).call).toBe(ended)
    }
  })
})

test('a call started live and the same call from its log are one', () => {
  const [first, ...later] = talkingWithAna
  if (first?.type !== 'legStarted') throw new Error('The story begins with a leg.')
  let { call } = startCall(node, first)
  for (const event of later) call = reduceCall(call, event).call
  expect(call).toEqual(told(...talkingWithAna).call)
})
