import type { LiveAgent, LiveCall, LiveQueue } from '@callfloor/contracts'
import { expect, test } from 'vitest'
import {
  longestWaitingSince,
  queuesInOrder,
  selectCall,
  selectCallByLinkedId,
  selectMe,
  selectMyCall,
} from './selectors.ts'
import type { LiveView } from './store.ts'

const ana = { id: 'ana', callId: 'call-1', shown: 'wrapUp' } as LiveAgent
const call = (id: string): LiveCall => ({ id, linkedId: `linked-${id}` }) as LiveCall
const queue = (id: string, name: string, ...joined: string[]): LiveQueue =>
  ({
    id,
    name,
    waiting: joined.map((joinedAt, i) => ({ callId: `${id}-${i}`, callerNumber: '', joinedAt })),
  }) as LiveQueue

const view = (calls: LiveCall[], ended: LiveCall[] = [], agentId: string | null = 'ana') =>
  ({
    agentId,
    link: { state: 'live' },
    feed: {
      epoch: 'run-1',
      seq: 1,
      floor: {
        agents: { ana },
        queues: {},
        calls: Object.fromEntries(calls.map((c) => [c.id, c])),
        ended,
        recorded: { count: 0, callId: null },
        telephony: 'up',
      },
    },
  }) as LiveView

test('me is who is signed in, and nobody before that is known', () => {
  expect(selectMe(view([]))).toBe(ana)
  expect(selectMe(view([], [], null))).toBeNull()
  expect(selectMe({ feed: null, link: { state: 'connecting' }, agentId: 'ana' })).toBeNull()
})

test('my call is found while it goes on and after it ended', () => {
  const mine = call('call-1')
  expect(selectMyCall(view([mine]))).toBe(mine)
  expect(selectMyCall(view([], [mine]))).toBe(mine)
  expect(selectMyCall(view([call('other')]))).toBeNull()
})

test('no id selects no call', () => {
  expect(selectCall(null)(view([call('call-1')]))).toBeNull()
})

test('the INVITE and the live call meet by Linkedid, only while the call goes on', () => {
  const mine = call('call-1')
  expect(selectCallByLinkedId('linked-call-1')(view([mine]))).toBe(mine)
  expect(selectCallByLinkedId('linked-call-1')(view([], [mine]))).toBeNull()
  expect(selectCallByLinkedId(null)(view([mine]))).toBeNull()
})

test('the longest wait is that of the first who joined, in whatever order they come', () => {
  expect(longestWaitingSince(queue('q', 'Q'))).toBeNull()
  expect(longestWaitingSince(queue('q', 'Q', '2026-11-23T10:00:05Z', '2026-11-23T10:00:01Z'))).toBe(
    '2026-11-23T10:00:01Z',
  )
})

test('queues stand by longest wait, then by name', () => {
  const queues = {
    a: queue('a', 'Zulu'),
    b: queue('b', 'Alpha'),
    c: queue('c', 'Sales', '2026-11-23T10:00:05Z'),
    d: queue('d', 'Support', '2026-11-23T10:00:01Z'),
  }
  expect(queuesInOrder(queues).map(({ name }) => name)).toEqual([
    'Support',
    'Sales',
    'Alpha',
    'Zulu',
  ])
})
