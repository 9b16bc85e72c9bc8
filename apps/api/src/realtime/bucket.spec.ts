import { expect, test } from 'vitest'
import { createBucket } from './bucket.ts'

test('a burst is let through, then no more than the rate', () => {
  const bucket = createBucket({ burst: 3, perSecond: 1 })
  expect([1, 2, 3, 4].map(() => bucket.take(1_000))).toEqual([true, true, true, false])
  expect(bucket.take(1_500)).toBe(false)
  expect(bucket.take(2_600)).toBe(true)
})

test('a long pause saves up no more than one burst', () => {
  const bucket = createBucket({ burst: 2, perSecond: 10 })
  bucket.take(1_000)
  expect([1, 2, 3].map(() => bucket.take(3_600_000))).toEqual([true, true, false])
})
