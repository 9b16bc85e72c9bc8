import { type Call, reduceCall, startCall } from '@callfloor/domain'
import { expect, test } from 'vitest'
import { ANA, amiMessages, liveCalls, SUPPORT, snapshotAt } from '../../test/traces.ts'
import { readListItems } from '../ami/events/reader.ts'
import { translateSnapshot } from './snapshot.ts'

function callFrom(name: string): Call | undefined {
  const status = amiMessages(`snapshot-${name}-QueueStatus`)
  const queues = {
    queues: readListItems(status, 'QueueParams'),
    members: readListItems(status, 'QueueMember'),
    waiting: readListItems(status, 'QueueEntry'),
  }
  const channels = readListItems(
    amiMessages(`snapshot-${name}-CoreShowChannels`),
    'CoreShowChannel',
  )
  const events = translateSnapshot(channels, queues, snapshotAt(name)).map((one) => one.event)
  let call: Call | undefined
  for (const event of events) {
    if (call) call = reduceCall(call, event).call
    else if (event.type === 'legStarted') call = startCall('main', event).call
  }
  return call
}

test('a snapshot while an agent rings gives the offered call', () => {
  const call = callFrom('ringing')
  expect(call).toMatchObject({ state: 'offered', queueId: SUPPORT, agentIds: [ANA] })
  expect(call?.callerNumber).toBe('+12025550142')
})

test('a snapshot while they talk gives the connected call, and its end still fits', () => {
  const call = callFrom('connected')
  expect(call).toMatchObject({ state: 'connected', agentIds: [ANA], held: false })
  const [events = []] = liveCalls('answered-caller-hangs-up').values()
  let rest = call as Call
  for (const event of events) rest = reduceCall(rest, event).call
  expect(rest).toMatchObject({ state: 'ended', outcome: 'answered' })
  expect(rest.visits[0]?.queueId).toBe(SUPPORT)
})
