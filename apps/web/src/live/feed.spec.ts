import type { LiveAgent, LiveCall, LiveEvent, LiveSnapshot } from '@callfloor/contracts'
import { describe, expect, test } from 'vitest'
import { applyMessage, applySnapshot, type Feed } from './feed.ts'
import { applyEvent, floorOf } from './floor.ts'

const at = '2026-11-23T10:00:00.000Z'
const id = (n: number) => `01939a00-0000-7000-8000-${String(n).padStart(12, '0')}`

const agent = (change: Partial<LiveAgent> = {}): LiveAgent => ({
  id: id(1),
  name: 'Ana Silva',
  sessionId: id(9),
  chosen: 'available',
  reason: null,
  shown: 'available',
  since: at,
  callId: null,
  queueId: null,
  wrapUpUntil: null,
  leaseId: 'lease-1',
  registered: true,
  ...change,
})
const call = (n: number, change: Partial<LiveCall> = {}): LiveCall => ({
  id: id(n),
  linkedId: `callfloor-1700000000.${n}`,
  direction: 'inbound',
  state: 'offered',
  callerNumber: '+12025550190',
  callerName: '',
  queueId: id(5),
  startedAt: at,
  joinedAt: at,
  answeredAt: null,
  held: false,
  agentIds: [id(1)],
  lead: null,
  ...change,
})
const snapshot = (change: Partial<LiveSnapshot> = {}): LiveSnapshot => ({
  epoch: 'run-1',
  seq: 10,
  at,
  state: { agents: [agent()], queues: [], calls: [call(20)], telephony: 'up' },
  ...change,
})
const message = (seq: number, event: LiveEvent, epoch = 'run-1') => ({ epoch, seq, at, event })
const changed = (change: Partial<LiveAgent>): LiveEvent => ({
  type: 'agentChanged',
  agent: agent(change),
})
const shown = (feed: Feed) => feed?.floor.agents[id(1)]?.shown

describe('the feed', () => {
  const known = applySnapshot(null, snapshot())

  test('asks for a snapshot while it has none', () => {
    expect(applyMessage(null, message(1, changed({})))).toEqual({ feed: null, resync: true })
  })

  test('takes the next message', () => {
    const { feed, resync } = applyMessage(known, message(11, changed({ shown: 'ringing' })))
    expect(resync).toBe(false)
    expect(feed?.seq).toBe(11)
    expect(shown(feed)).toBe('ringing')
  })

  test.each([10, 9, 1])('ignores message %i, which it has had', (seq) => {
    expect(applyMessage(known, message(seq, changed({ shown: 'ringing' })))).toEqual({
      feed: known,
      resync: false,
    })
  })

  test('after a gap applies nothing and asks for a snapshot', () => {
    expect(applyMessage(known, message(12, changed({ shown: 'ringing' })))).toEqual({
      feed: known,
      resync: true,
    })
  })

  test('of another run of the server applies nothing and asks for a snapshot', () => {
    expect(applyMessage(known, message(11, changed({ shown: 'ringing' }), 'run-2'))).toEqual({
      feed: known,
      resync: true,
    })
  })

  test('messages out of order end in a resync, and the snapshot ends it', () => {
    const early = applyMessage(known, message(12, changed({ shown: 'onCall' })))
    const late = applyMessage(early.feed, message(11, changed({ shown: 'ringing' })))
    expect([early.resync, late.resync]).toEqual([true, false])
    const state = { ...snapshot().state, agents: [agent({ shown: 'onCall' })] }
    const mended = applySnapshot(late.feed, snapshot({ seq: 12, state }))
    expect(shown(mended)).toBe('onCall')
    expect(applyMessage(mended, message(13, changed({ shown: 'held' }))).resync).toBe(false)
  })

  test('an older snapshot of the same run does not turn time back', () => {
    const { feed } = applyMessage(known, message(11, changed({ shown: 'ringing' })))
    expect(applySnapshot(feed, snapshot())).toBe(feed)
  })

  test('a snapshot of a new run wins whatever its number', () => {
    const next = applySnapshot(known, snapshot({ epoch: 'run-2', seq: 0 }))
    expect(next).toMatchObject({ epoch: 'run-2', seq: 0 })
  })
})

describe('the floor', () => {
  const floor = floorOf(snapshot().state, null)

  test('remembers a call that ended, for the wrap-up', () => {
    const after = applyEvent(floor, { type: 'callEnded', callId: id(20) })
    expect(after.calls).toEqual({})
    expect(after.ended.map((ended) => ended.id)).toEqual([id(20)])
  })

  test('hearing of an end twice changes nothing', () => {
    const once = applyEvent(floor, { type: 'callEnded', callId: id(20) })
    expect(applyEvent(once, { type: 'callEnded', callId: id(20) })).toEqual(once)
  })

  test('remembers no more than a few ended calls, the newest first', () => {
    let now = floor
    for (let n = 30; n < 50; n += 1) {
      now = applyEvent(now, { type: 'callChanged', call: call(n) })
      now = applyEvent(now, { type: 'callEnded', callId: id(n) })
    }
    expect(now.ended).toHaveLength(10)
    expect(now.ended[0]?.id).toBe(id(49))
  })

  test('a call that a new snapshot no longer has is taken for ended', () => {
    const after = floorOf({ ...snapshot().state, calls: [] }, floor)
    expect(after.ended.map((ended) => ended.id)).toEqual([id(20)])
  })

  test('counts what the log has learned, and a snapshot counts as well', () => {
    const after = applyEvent(floor, { type: 'callRecorded', callId: id(20) })
    expect(after.recorded).toEqual({ count: floor.recorded.count + 1, callId: id(20) })
    expect(floorOf(snapshot().state, after).recorded.count).toBe(after.recorded.count + 1)
  })
})
