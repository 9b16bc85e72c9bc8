import { describe, expect, test } from 'vitest'
import type { SessionEvent } from './event.ts'
import { deriveSession, missedCallsReason, openSession, reduceSession } from './reduce.ts'
import { type AgentSession, desiredPauseOf, shownStatusOf } from './session.ts'

const opened = openSession('session1', 'ana', 0)
const callId = 'call1'
const queueId = 'support'
const wrapUpMs = 30_000

const available: SessionEvent = { type: 'statusChosen', at: 10, status: 'available', reason: null }
const offered = (at: number, id = callId): SessionEvent => ({
  type: 'offerMade',
  at,
  callId: id,
  queueId,
})
const offerEnded = (
  at: number,
  result: 'answered' | 'missed' | 'rejected' | 'withdrawn',
  id = callId,
): SessionEvent => ({ type: 'offerEnded', at, callId: id, result })
const connected = (at: number, id = callId): SessionEvent => ({
  type: 'callConnected',
  at,
  callId: id,
  queueId,
})
const left = (at: number, id = callId, ms = wrapUpMs): SessionEvent => ({
  type: 'callLeft',
  at,
  callId: id,
  queueId,
  wrapUpMs: ms,
})

const after = (...events: readonly SessionEvent[]): AgentSession =>
  events.reduce(reduceSession, opened)
const onCall = [available, offered(100), offerEnded(200, 'answered'), connected(200)]

describe('a session', () => {
  test('given a login, then the agent is shown offline until they choose', () => {
    expect(shownStatusOf(opened)).toBe('offline')
    expect(desiredPauseOf(opened)).toEqual({ paused: true, reason: 'offline' })
  })

  test('when the agent goes Available, then their seats are free to ring', () => {
    expect(shownStatusOf(after(available))).toBe('available')
    expect(desiredPauseOf(after(available))).toEqual({ paused: false, reason: '' })
  })

  test('when the agent goes away with a reason, then the seats are paused with it', () => {
    const away = after({ type: 'statusChosen', at: 10, status: 'away', reason: 'lunch' })
    expect(shownStatusOf(away)).toBe('away')
    expect(desiredPauseOf(away)).toEqual({ paused: true, reason: 'lunch' })
    const busy = after({ type: 'statusChosen', at: 10, status: 'busy', reason: null })
    expect(desiredPauseOf(busy)).toEqual({ paused: true, reason: 'busy' })
  })

  test('from the offer over talk and hold to the wrap-up, each activity begins at its event', () => {
    expect(after(available, offered(100)).activity).toEqual({
      kind: 'ringing',
      since: 100,
      callId,
      queueId,
    })
    expect(after(...onCall).activity).toEqual({ kind: 'onCall', since: 200, callId, queueId })
    const held = after(...onCall, { type: 'callHeld', at: 300, callId })
    expect(held.activity).toEqual({ kind: 'held', since: 300, callId, queueId })
    expect(reduceSession(held, { type: 'callResumed', at: 400, callId }).activity).toEqual({
      kind: 'onCall',
      since: 400,
      callId,
      queueId,
    })
    expect(reduceSession(held, left(500)).activity).toEqual({
      kind: 'wrapUp',
      since: 500,
      callId,
      queueId,
      until: 30_500,
    })
  })

  test('when wrap-up ends, then what the agent chose is shown again', () => {
    const wrapUp = after(...onCall, left(500))
    expect(shownStatusOf(wrapUp)).toBe('wrapUp')
    expect(desiredPauseOf(wrapUp)).toEqual({ paused: true, reason: 'wrap-up' })
    const free = reduceSession(wrapUp, { type: 'wrapUpEnded', at: 900, how: 'disposition' })
    expect(shownStatusOf(free)).toBe('available')
    expect(desiredPauseOf(free)).toEqual({ paused: false, reason: '' })
  })

  test('given a queue without wrap-up, when the call is left, then the agent is idle at once', () => {
    expect(after(...onCall, left(500, callId, 0)).activity).toEqual({ kind: 'idle', since: 500 })
  })

  test('when the agent extends the wrap-up, then it ends so much later', () => {
    const extended = after(...onCall, left(500), { type: 'wrapUpExtended', at: 600, byMs: 30_000 })
    expect(extended.activity).toMatchObject({ since: 500, until: 60_500 })
  })

  test('when the agent chooses during a call, then the choice is kept for afterwards', () => {
    const chosen = after(...onCall, {
      type: 'statusChosen',
      at: 300,
      status: 'away',
      reason: 'lunch',
    })
    expect(shownStatusOf(chosen)).toBe('onCall')
    expect(shownStatusOf(reduceSession(chosen, left(500, callId, 0)))).toBe('away')
  })

  test('when the session is closed, then nothing changes it any more', () => {
    const closed = after(...onCall, { type: 'sessionClosed', at: 600, how: 'lost' })
    expect(closed).toMatchObject({ closedAt: 600, closedBy: 'lost' })
    expect(shownStatusOf(closed)).toBe('offline')
    expect(desiredPauseOf(closed)).toEqual({ paused: true, reason: 'offline' })
    for (const event of [available, offered(700), left(700)]) {
      expect(reduceSession(closed, event)).toBe(closed)
    }
  })
})

describe('offers that come to nothing', () => {
  test.each(['missed', 'rejected', 'withdrawn'] as const)(
    'when an offer is %s, then the agent is idle again',
    (result) => {
      expect(after(available, offered(100), offerEnded(150, result)).activity).toEqual({
        kind: 'idle',
        since: 150,
      })
    },
  )

  test('when two offers in a row are missed, then the agent is away, and said why', () => {
    const once = [available, offered(100), offerEnded(150, 'missed'), offered(200, 'call2')]
    expect(shownStatusOf(after(...once))).toBe('ringing')
    const twice = after(...once, offerEnded(250, 'missed', 'call2'))
    expect(twice.chosen).toEqual({ status: 'away', reason: missedCallsReason, at: 250 })
  })

  test('when app_queue says missed only after the legs have ended, then two of them make away all the same', () => {
    const twice = after(
      available,
      offered(100),
      offerEnded(150, 'withdrawn'),
      offerEnded(151, 'missed'),
      offered(200, 'call2'),
      offerEnded(250, 'withdrawn', 'call2'),
      offerEnded(251, 'missed', 'call2'),
    )
    expect(shownStatusOf(twice)).toBe('away')
  })

  test('given one miss, when a call is answered or a status chosen, then the count begins anew', () => {
    const missed = [available, offered(100), offerEnded(150, 'missed')]
    expect(after(...missed, connected(200)).missesInRow).toBe(0)
    expect(after(...missed, { ...available, at: 200 }).missesInRow).toBe(0)
  })

  test('given two rejected offers, then the agent stays available', () => {
    const session = after(
      available,
      offered(100),
      offerEnded(150, 'rejected'),
      offered(200),
      offerEnded(250, 'rejected'),
    )
    expect(shownStatusOf(session)).toBe('available')
  })

  test('given an agent who chose busy meanwhile, then two misses leave their choice alone', () => {
    const session = after(
      available,
      offered(100),
      offerEnded(150, 'missed'),
      offered(200),
      { type: 'statusChosen', at: 210, status: 'busy', reason: null },
      offerEnded(250, 'missed'),
      offerEnded(260, 'missed'),
    )
    expect(session.chosen.status).toBe('busy')
  })
})

describe('events of another call, or seen before', () => {
  const session = after(...onCall)
  test.each([
    offered(300, 'call2'),
    offerEnded(300, 'withdrawn'),
    connected(300),
    { type: 'callHeld', at: 300, callId: 'call2' },
    { type: 'callResumed', at: 300, callId },
    left(300, 'call2'),
    { type: 'wrapUpExtended', at: 300, byMs: 1000 },
    { type: 'wrapUpEnded', at: 300, how: 'timedOut' },
  ] as const satisfies SessionEvent[])('$type changes nothing on a call', (event) => {
    expect(reduceSession(session, event)).toBe(session)
  })

  test('when a held call is told to be connected again, then it stays held', () => {
    const held = after(...onCall, { type: 'callHeld', at: 300, callId })
    expect(reduceSession(held, connected(400))).toBe(held)
  })

  test('when a call ends of whose connection nothing was heard, then the agent does not ring for ever', () => {
    const ringing = after(available, offered(100), offerEnded(200, 'answered'))
    expect(reduceSession(ringing, left(300)).activity.kind).toBe('wrapUp')
    expect(reduceSession(ringing, left(300, callId, 0)).activity.kind).toBe('idle')
  })
})

describe('the intervals of a session', () => {
  test('cover it from login to logout', () => {
    const { intervals } = deriveSession(opened, [
      ...onCall,
      left(500),
      { type: 'wrapUpEnded', at: 900, how: 'disposition' },
      { type: 'statusChosen', at: 1000, status: 'away', reason: 'lunch' },
      { type: 'sessionClosed', at: 2000, how: 'logout' },
    ])
    expect(intervals.map(({ status, reason, from, to }) => [status, reason, from, to])).toEqual([
      ['offline', null, 0, 10],
      ['available', null, 10, 100],
      ['ringing', null, 100, 200],
      ['onCall', null, 200, 500],
      ['wrapUp', null, 500, 900],
      ['available', null, 900, 1000],
      ['away', 'lunch', 1000, 2000],
    ])
    expect(intervals[3]).toMatchObject({ callId, queueId })
  })

  test('given events older than the login, then nothing reaches back behind it', () => {
    const late = openSession('session1', 'ana', 1000)
    const { session, intervals } = deriveSession(late, [
      available,
      { type: 'sessionClosed', at: 20, how: 'lost' },
    ])
    expect(session.closedAt).toBe(1000)
    expect(intervals).toEqual([])
  })
})
