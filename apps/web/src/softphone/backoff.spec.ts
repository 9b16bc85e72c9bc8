import { expect, test } from 'vitest'
import { backoffMs } from './backoff.ts'

const range = { first: 400, most: 8_000 }

test('doubles up to its limit', () => {
  const longest = [0, 1, 2, 3, 4, 5, 50].map((n) => backoffMs(n, range, () => 1))
  expect(longest).toEqual([400, 800, 1_600, 3_200, 6_400, 8_000, 8_000])
})

test('is spread over the upper half', () => {
  expect(backoffMs(2, range, () => 0)).toBe(800)
  expect(backoffMs(2, range, () => 0.5)).toBe(1_200)
})
