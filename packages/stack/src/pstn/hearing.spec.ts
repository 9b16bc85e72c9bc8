import { expect, test } from 'vitest'
import { measure, rmsOf } from './hearing.ts'
import { toTelephoneRate } from './sound.ts'
import { formatWav, parseWav, type Sound } from './wav.ts'

const tone = (hz: number, seconds: number, level = 0.5, rate = 8000): Sound => ({
  rate,
  samples: Float64Array.from(
    { length: seconds * rate },
    (_, i) => level * Math.sin((2 * Math.PI * hz * i) / rate),
  ),
})

test.each([100, 440, 697, 1004, 1209.5, 2600, 3400])(
  'a tone of %d Hz is found within 1 Hz',
  (hz) => {
    const heard = measure(tone(hz, 2))
    expect(Math.abs(heard.peakHz - hz)).toBeLessThan(1)
    expect(heard.rms).toBeCloseTo(0.5 / Math.SQRT2, 2)
  },
)

test('the stronger of two tones is the peak', () => {
  const [strong, weak] = [tone(1004, 1, 0.4), tone(440, 1, 0.2)]
  const samples = strong.samples.map((sample, i) => sample + (weak.samples[i] ?? 0))
  expect(measure({ rate: 8000, samples }).peakHz).toBeCloseTo(1004, 0)
})

test('silence has neither level nor peak', () => {
  expect(measure({ rate: 8000, samples: new Float64Array(8000) })).toEqual({ rms: 0, peakHz: 0 })
  expect(measure({ rate: 8000, samples: new Float64Array() })).toEqual({ rms: 0, peakHz: 0 })
})

test('a sound shorter than one window is still measured', () => {
  expect(measure(tone(1004, 0.1)).peakHz).toBeCloseTo(1004, -1)
})

test('WAV bytes survive writing and reading', () => {
  const sound = tone(440, 0.05)
  const read = parseWav(formatWav(sound))
  expect(read.rate).toBe(8000)
  expect(read.samples).toHaveLength(sound.samples.length)
  expect(rmsOf(read.samples)).toBeCloseTo(rmsOf(sound.samples), 3)
})

test('a WAV still being written is read to its end', () => {
  const bytes = formatWav(tone(440, 0.05))
  bytes.writeUInt32LE(0, 40)
  expect(parseWav(bytes).samples).toHaveLength(400)
})

test.each([
  ['text', Buffer.from('this is not a sound at all, only some text to fill forty-four bytes')],
  ['nothing', Buffer.alloc(0)],
])('%s is refused as WAV', (_, bytes) => {
  expect(() => parseWav(bytes)).toThrow(expect.objectContaining({ code: 'notWav' }))
})

test('a tone keeps its frequency when brought to telephone rate', () => {
  const made = toTelephoneRate(tone(1004, 1, 0.5, 22_050))
  expect(made.rate).toBe(8000)
  expect(measure(made).peakHz).toBeCloseTo(1004, 0)
})
