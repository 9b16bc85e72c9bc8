/** ITU-T G.711 µ-law: one byte to a sample from -1 to 1. */
export function decodeUlaw(byte: number): number {
  const inverted = ~byte & 0xff
  const exponent = (inverted >> 4) & 7
  const magnitude = ((((inverted & 15) << 3) + 132) << exponent) - 132
  return (inverted & 0x80 ? -magnitude : magnitude) / 32_768
}

/** ITU-T G.711 µ-law: a sample from -1 to 1 to one byte. */
export function encodeUlaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.round(Math.abs(sample) * 32_768), 32_635) + 132
  const exponent = Math.floor(Math.log2(magnitude)) - 7
  const mantissa = (magnitude >> (exponent + 3)) & 15
  return ~(sign | (exponent << 4) | mantissa) & 0xff
}

/**
 * The share, 0 to 1, of a sound's energy that lies at `hz` (Goertzel's algorithm); 0 for what is
 * as good as silence. With 160 samples of 8 kHz it tells tones some 50 Hz apart.
 */
export function shareAt(samples: Float64Array, hz: number, rate = 8000): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / rate)
  let [before, last, energy] = [0, 0, 0]
  for (const sample of samples) {
    ;[before, last] = [last, sample + turn * last - before]
    energy += sample * sample
  }
  if (energy / samples.length < 1e-4) return 0
  const power = before * before + last * last - turn * before * last
  return (2 * power) / (samples.length * energy)
}
