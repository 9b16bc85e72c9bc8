import type { LiveEvent } from '@callfloor/contracts'
import { expect, test } from 'vitest'
import type { RawEvent } from './raw-ami.ts'
import { Sightings } from './sightings.ts'

const linkedId = 'callfloor-1795398927.1'
const raw = (receivedAt: number, headers: Record<string, string>): RawEvent => ({
  receivedAt,
  madeAt: receivedAt - 1,
  get: (name) => ({ Linkedid: linkedId, ...headers })[name] ?? '',
})
const callChanged = (state: string) =>
  ({ type: 'callChanged', call: { id: 'c', linkedId, state } }) as unknown as LiveEvent
const see = (sightings: Sightings, event: LiveEvent) =>
  sightings.see({ epoch: 'e', seq: 1, at: '2026-01-01T00:00:00.000Z', event })

test('a moment is paired by call, and the first sight of it counts', () => {
  const sightings = new Sightings()
  sightings.hear(raw(10, { Event: 'Newchannel', Uniqueid: linkedId }))
  sightings.hear(raw(20, { Event: 'QueueCallerJoin' }))
  see(sightings, callChanged('ringing'))
  see(sightings, callChanged('ringing'))
  expect(sightings.pairs()).toMatchObject([{ madeAt: 9, raw: 10 }])
  see(sightings, callChanged('queued'))
  expect(sightings.pairs().map((pair) => pair.raw)).toEqual([10, 20])
  expect(sightings.messages).toBe(3)
})

test('a call is over with its second hang-up, not with its first', () => {
  const sightings = new Sightings()
  see(sightings, callChanged('connected'))
  see(sightings, { type: 'callEnded', callId: 'c' })
  sightings.hear(raw(30, { Event: 'Hangup' }))
  expect(sightings.pairs()).toEqual([])
  sightings.hear(raw(40, { Event: 'Hangup' }))
  expect(sightings.pairs()).toMatchObject([{ raw: 40 }])
})

test('of a bridge only the second party makes a connection', () => {
  const sightings = new Sightings()
  see(sightings, callChanged('connected'))
  sightings.hear(raw(50, { Event: 'BridgeEnter', BridgeNumChannels: '1' }))
  expect(sightings.pairs()).toEqual([])
  sightings.hear(raw(51, { Event: 'BridgeEnter', BridgeNumChannels: '2' }))
  expect(sightings.pairs()).toMatchObject([{ raw: 51 }])
})
