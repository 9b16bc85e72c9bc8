import { expect, test } from 'vitest'
import { compare, percentile } from './statistics.ts'

const oneToHundred = Array.from({ length: 100 }, (_, i) => i + 1)

test('a percentile is a value that was measured, by nearest rank', () => {
  expect(percentile(oneToHundred, 0.5)).toBe(50)
  expect(percentile(oneToHundred, 0.95)).toBe(95)
  expect(percentile(oneToHundred, 0.99)).toBe(99)
  expect(percentile([7], 0.99)).toBe(7)
})

test('the order of the samples does not matter, and ten is not less than nine', () => {
  expect(percentile([10, 9, 100, 1], 0.75)).toBe(10)
})

test('without samples there is no figure', () => {
  expect(() => percentile([], 0.5)).toThrow('nothing was measured')
})

test('unpaired sides are compared percentile by percentile', () => {
  const doubled = oneToHundred.map((value) => value * 2)
  expect(compare(doubled, oneToHundred)).toMatchObject({
    ours: 100,
    bare: 50,
    ratio: 2,
    runs: 100,
    added: { p50: 50, p95: 95, p99: 99 },
  })
})

test('sides that were not measured alike are not compared', () => {
  expect(() => compare([1, 2], [1])).toThrow('more often')
})

test('paired sides are compared sample by sample', () => {
  expect(compare([11, 22, 33], [10, 20, 30], [1, 2, 3]).added).toEqual({ p50: 2, p95: 3, p99: 3 })
})
