import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deriveCall } from '@callfloor/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCelLine } from '../logs/cel-line.ts'
import { parseQueueLogLine } from '../logs/queue-log-line.ts'
import { type ConversationLog, translateLogLines } from './log-lines.ts'

// Harvested from Asterisk 22.10.1: a caller, three agents (d1 answers, d2 lets it ring, d3 declines).
const traces = join(import.meta.dirname, '../../traces')
const linesOf = (file: string) =>
  readFileSync(join(traces, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
const cel = linesOf('floor.cel').map(parseCelLine)
const queueLog = linesOf('floor.queue_log').map(parseQueueLogLine)

function logOf(linkedId: string): ConversationLog {
  const own = cel.filter((line) => line.linkedid === linkedId)
  const channels = new Set(own.map((line) => line.uniqueid))
  const began = own[0]?.atMicros ?? 0
  return {
    cel: own,
    queueLog: queueLog.filter((line) => channels.has(line.callId)),
    ami: [],
    starts: queueLog
      .filter((line) => line.event === 'QUEUESTART' && line.atSeconds * 1e6 >= began)
      .map((line) => line.atSeconds),
  }
}

function derived(linkedId: string, log = logOf(linkedId)) {
  const made = deriveCall('node1', translateLogLines(log))
  if (!made) throw new Error(`no call ${linkedId}`)
  return made
}

const d = (n: number) => `0197a000-0000-7000-8000-0000000000d${n}`
const support = '0197a000-0000-7000-8000-0000000000b1'
const stories = [
  'node1-1795397078.0',
  'node1-1795397086.2',
  'node1-1795397093.4',
  'node1-1795397097.5',
  'node1-1795397107.8',
  'node1-1795397125.9',
  'node1-1795397128.10',
  'node1-1795397138.15',
] as const

describe('the log of a conversation becomes its call', () => {
  test('answered: the wait, the talk and the agent are exact to the millisecond', () => {
    const { call, facts } = derived(stories[0])
    expect(call).toMatchObject({
      state: 'ended',
      outcome: 'answered',
      direction: 'inbound',
      callerNumber: '+12025550190',
      callerName: 'Carol',
      dialled: '+12025550100',
      startedAt: 1795397078742,
      answeredAt: 1795397079851,
      endedAt: 1795397085061,
    })
    expect(call.visits).toEqual([
      {
        legId: 'node1-1795397078.0',
        queueId: support,
        joinedAt: 1795397078844,
        leftAt: 1795397079851,
        result: 'answered',
        agentId: d(1),
      },
    ])
    expect(facts.map((fact) => fact.type)).toEqual([
      'callStarted',
      'callQueued',
      'offerMade',
      'offerEnded',
      'callAnswered',
      'agentLegEnded',
      'callEnded',
    ])
    expect(facts.find((fact) => fact.type === 'agentLegEnded')).toMatchObject({
      talkMs: 5209,
      holdMs: 0,
    })
  })

  test('answered in ringing mode, the agent hung up', () => {
    expect(derived(stories[1]).call).toMatchObject({ state: 'ended', outcome: 'answered' })
  })

  test('abandoned while nobody was there', () => {
    const { call, facts } = derived(stories[2])
    expect(call).toMatchObject({ state: 'ended', outcome: 'abandoned', answeredAt: null })
    expect(facts.find((fact) => fact.type === 'callAbandoned')).toMatchObject({ waitedMs: 2706 })
  })

  test('missed: queue_log says so, the end of the leg says when', () => {
    const { call } = derived(stories[3])
    expect(call.offers[0]).toMatchObject({
      agentId: d(2),
      result: 'missed',
      madeAt: 1795397097363,
      endedAt: 1795397102366,
    })
    expect(call).toMatchObject({ outcome: 'abandoned' })
  })

  test('waited too long', () => {
    const { call } = derived(stories[4])
    expect(call).toMatchObject({ outcome: 'timedOut' })
    expect(call.visits[0]).toMatchObject({ leftAt: 1795397119714, result: 'timedOut' })
  })

  test('a number nobody has', () => {
    expect(derived(stories[5]).call).toMatchObject({ outcome: 'unanswered', visits: [] })
  })

  test('declined three times, then answered by another', () => {
    const { call } = derived(stories[6])
    expect(call.offers.map(({ agentId, result }) => [agentId, result])).toEqual([
      [d(3), 'rejected'],
      [d(3), 'rejected'],
      [d(3), 'rejected'],
      [d(1), 'answered'],
    ])
    expect(call).toMatchObject({ outcome: 'answered' })
  })

  test('the switch was killed: what was open ends when it started anew', () => {
    const { call } = derived(stories[7])
    expect(call).toMatchObject({ outcome: 'cut', endedAt: 1795397144000 })
    expect(call.legs.every((leg) => leg.endedAt !== null)).toBe(true)
  })
})

test('the order in which the files were read does not matter', () => {
  fc.assert(
    fc.property(fc.constantFrom(...stories), fc.infiniteStream(fc.nat()), (linkedId, random) => {
      const log = logOf(linkedId)
      const shuffled = [...log.queueLog]
        .map((line) => ({ line, rank: random.next().value as number }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ line }) => line)
      expect(derived(linkedId, { ...log, queueLog: shuffled })).toEqual(derived(linkedId))
    }),
  )
})

test('the same lines read twice give the same call', () => {
  for (const linkedId of stories) {
    const log = logOf(linkedId)
    const twice = { ...log, queueLog: [...log.queueLog, ...log.queueLog] }
    expect(derived(linkedId, twice)).toEqual(derived(linkedId))
  }
})

test('hold and resume come from AMI and split the talk', () => {
  const legId = 'node1-1795397078.1'
  const ami = [
    { type: 'legHeld' as const, legId, atMicros: 1795397081_000000 },
    { type: 'legResumed' as const, legId, atMicros: 1795397082_500000 },
  ]
  const { facts } = derived(stories[0], { ...logOf(stories[0]), ami })
  expect(facts.find((fact) => fact.type === 'agentLegEnded')).toMatchObject({
    talkMs: 3709,
    holdMs: 1500,
  })
})
