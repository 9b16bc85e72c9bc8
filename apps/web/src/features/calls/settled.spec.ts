import type { CallDetail } from '@callfloor/contracts'
import { expect, test } from 'vitest'
import { awaitsRecording, isSettled } from './settled.ts'

const end = Date.parse('2026-11-23T10:01:00Z')
const answered = {
  answeredAt: '2026-11-23T10:00:00Z',
  endedAt: '2026-11-23T10:01:00Z',
  hasRecording: false,
}

test.each([
  ['has just ended', answered, 1_000, true],
  ['ended long ago', answered, 60_000, false],
  ['goes on', { ...answered, endedAt: null }, 1_000, false],
  ['nobody answered', { ...answered, answeredAt: null }, 1_000, false],
  ['has its recording', { ...answered, hasRecording: true }, 1_000, false],
] as const)('of a call that %s a recording is awaited or not', (_, call, after, awaited) => {
  expect(awaitsRecording(call, end + after)).toBe(awaited)
})

test('a call is settled when it is over and its recordings are done', () => {
  const recorded = (state: 'encoding' | 'ready' | 'failed') =>
    ({ ...answered, hasRecording: true, recordings: [{ state }] }) as CallDetail
  expect(isSettled(recorded('encoding'), end + 90_000)).toBe(false)
  expect(isSettled(recorded('ready'), end + 1)).toBe(true)
  expect(isSettled({ ...recorded('ready'), endedAt: null }, end)).toBe(false)
})
