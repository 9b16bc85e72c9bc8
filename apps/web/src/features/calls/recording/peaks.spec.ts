import { expect, test } from 'vitest'
import { peaksOf } from './peaks.ts'

test('each part shows its loudest sample, in proportion to the loudest of all', () => {
  const samples = new Float32Array([0, 0.1, -0.5, 0.2, 0.25, 0])
  expect(peaksOf(samples, 3).map((peak) => Math.round(peak * 10) / 10)).toEqual([0.2, 1, 0.5])
})

test('silence stays flat', () => {
  expect(peaksOf(new Float32Array(80).fill(0.0002), 4)).toEqual([0, 0, 0, 0])
})

test('a recording shorter than its picture has no invented parts', () => {
  expect(peaksOf(new Float32Array([1]), 4).filter((peak) => peak > 0)).toHaveLength(1)
  expect(peaksOf(new Float32Array(0), 2)).toEqual([0, 0])
})
