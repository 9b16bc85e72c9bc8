import type { LiveMessage } from '@callfloor/contracts'
import { expect, test } from 'vitest'
import { agentStream, floorStream, Streams } from './streams.ts'

const ended = { type: 'callEnded' as const, callId: '0199c0de-0000-7000-8000-000000000001' }
const state = { agents: [], queues: [], calls: [], telephony: 'up' as const }

test('numbers of a stream grow by one, each stream for itself', () => {
  const told: [string, LiveMessage][] = []
  const streams = new Streams((stream, message) => told.push([stream, message]))
  streams.publish(floorStream('t'), ended)
  streams.publish(agentStream('a'), ended)
  streams.publish(floorStream('t'), ended)
  expect(told.map(([stream, { seq }]) => [stream, seq])).toEqual([
    ['floor:t', 1],
    ['agent:a', 1],
    ['floor:t', 2],
  ])
})

test('a snapshot carries the number the next event continues from', () => {
  const told: LiveMessage[] = []
  const streams = new Streams((_, message) => told.push(message))
  streams.publish(floorStream('t'), ended)
  const snapshot = streams.snapshot(floorStream('t'), state)
  streams.publish(floorStream('t'), ended)
  expect(snapshot.seq + 1).toBe(told.at(-1)?.seq)
  expect(snapshot.epoch).toBe(told.at(-1)?.epoch)
})

test('two runs of the server have different epochs', () => {
  expect(new Streams(() => {}).epoch).not.toBe(new Streams(() => {}).epoch)
})
