import type { LiveSnapshot } from '@callfloor/contracts'
import { expect, test } from 'vitest'
import { createServerClock } from './clock.ts'
import { createLiveStore } from './store.ts'

function givenStore() {
  const live = createLiveStore(createServerClock(() => 5_000))
  const snapshot: LiveSnapshot = {
    epoch: 'run-1',
    seq: 1,
    at: new Date(65_000).toISOString(),
    state: { agents: [], queues: [], calls: [], telephony: 'up' },
  }
  return { live, snapshot, link: () => live.store.getState().link }
}

test('the link is live with the first snapshot, and stale since when it was lost', () => {
  const { live, snapshot, link } = givenStore()
  expect(link()).toEqual({ state: 'connecting' })
  live.takeSnapshot(snapshot)
  expect(link()).toEqual({ state: 'live' })
  live.linkLost()
  expect(link()).toEqual({ state: 'stale', since: 65_000 })
})

test('attempts that fail do not move the time since when it is stale', () => {
  const { live, snapshot, link } = givenStore()
  live.takeSnapshot(snapshot)
  live.linkLost()
  live.linkLost()
  expect(link()).toEqual({ state: 'stale', since: 65_000 })
})

test('what was shown stays while the link is down', () => {
  const { live, snapshot } = givenStore()
  live.takeSnapshot(snapshot)
  live.linkLost()
  expect(live.store.getState().feed?.seq).toBe(1)
})

test('a message after a gap asks for a snapshot', () => {
  const { live, snapshot } = givenStore()
  live.takeSnapshot(snapshot)
  const event = { type: 'telephonyChanged', telephony: 'down' } as const
  expect(live.takeMessage({ epoch: 'run-1', seq: 3, at: snapshot.at, event })).toBe(true)
  expect(live.takeMessage({ epoch: 'run-1', seq: 2, at: snapshot.at, event })).toBe(false)
  expect(live.store.getState().feed?.floor.telephony).toBe('down')
})
