import { expect, test } from 'vitest'
import { between, toIso } from './time.ts'

test('the time between two instants is never negative, though a clock steps back', () => {
  expect(between(1000, 3500)).toBe(2500)
  expect(between(3500, 1000)).toBe(0)
})

test('an instant is written in UTC', () => {
  expect(toIso(1_790_000_000_123)).toBe('2026-09-21T14:13:20.123Z')
})
