import { expect, test } from 'vitest'
import { decodeUlaw, encodeUlaw, shareAt } from './tone.ts'

const tone = (hz: number, level = 0.4) =>
  Float64Array.from({ length: 160 }, (_, i) => level * Math.sin((2 * Math.PI * hz * i) / 8000))

test('every µ-law byte decodes to a sample that encodes to the same loudness again', () => {
  for (let byte = 0; byte < 256; byte++) {
    const sample = decodeUlaw(byte)
    expect(decodeUlaw(encodeUlaw(sample))).toBeCloseTo(sample, 9)
  }
})

test('the ends and the middle of µ-law are where G.711 has them', () => {
  expect(decodeUlaw(0xff)).toBe(0)
  expect(decodeUlaw(0x80)).toBeCloseTo(32_124 / 32_768)
  expect(decodeUlaw(0x00)).toBeCloseTo(-32_124 / 32_768)
})

test('a tone is found at its own frequency, after a passage through µ-law too', () => {
  const passed = tone(620).map((sample) => decodeUlaw(encodeUlaw(sample)))
  expect(shareAt(passed, 620)).toBeGreaterThan(0.9)
  expect(shareAt(passed, 1004)).toBeLessThan(0.05)
})

test('silence has no tone in it', () => {
  expect(shareAt(new Float64Array(160), 620)).toBe(0)
  expect(shareAt(tone(620, 0.001), 620)).toBe(0)
})
