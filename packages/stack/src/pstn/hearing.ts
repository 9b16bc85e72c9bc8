import type { Sound } from './wav.ts'

/** What was heard: level (root mean square, 0 to 1) and the strongest frequency. */
export type Heard = {
  rms: number
  /** Hz; 0 where there is nothing but silence. */
  peakHz: number
}

const silence = 1e-4

/** Root mean square of samples from -1 to 1. */
export function rmsOf(samples: Float64Array): number {
  if (samples.length === 0) return 0
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return Math.sqrt(sum / samples.length)
}

/** In-place radix-2 FFT (Cooley–Tukey); both arrays have the same power-of-two length. */
function transform(re: Float64Array, im: Float64Array): void {
  const n = re.length
  const swap = (list: Float64Array, i: number, j: number) => {
    const held = list[i] ?? 0
    list[i] = list[j] ?? 0
    list[j] = held
  }
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) {
      swap(re, i, j)
      swap(im, i, j)
    }
  }
  for (let size = 2; size <= n; size *= 2) {
    const angle = (-2 * Math.PI) / size
    for (let start = 0; start < n; start += size) {
      for (let k = 0; k < size / 2; k++) {
        const [cos, sin] = [Math.cos(angle * k), Math.sin(angle * k)]
        const [a, b] = [start + k, start + k + size / 2]
        const [reB, imB] = [re[b] ?? 0, im[b] ?? 0]
        const [tre, tim] = [reB * cos - imB * sin, reB * sin + imB * cos]
        const [reA, imA] = [re[a] ?? 0, im[a] ?? 0]
        re[a] = reA + tre
        im[a] = imA + tim
        re[b] = reA - tre
        im[b] = imA - tim
      }
    }
  }
}

const windowSize = 4096

/** Power of each frequency, averaged over Hann windows of 4096 samples (Welch's method). */
function spectrumOf(samples: Float64Array): Float64Array {
  const power = new Float64Array(windowSize / 2)
  const hop = windowSize / 2
  for (let start = 0; start === 0 || start + windowSize <= samples.length; start += hop) {
    const re = new Float64Array(windowSize)
    const im = new Float64Array(windowSize)
    for (let i = 0; i < windowSize; i++) {
      const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / windowSize)
      re[i] = (samples[start + i] ?? 0) * hann
    }
    transform(re, im)
    for (let i = 0; i < power.length; i++) {
      power[i] = (power[i] ?? 0) + (re[i] ?? 0) ** 2 + (im[i] ?? 0) ** 2
    }
  }
  return power
}

/**
 * Measures a sound. The peak is interpolated between the bins of the spectrum, so a
 * steady tone is found within 1 Hz; parts below 60 Hz (hum, offset) are not counted.
 */
export function measure({ rate, samples }: Sound): Heard {
  const rms = rmsOf(samples)
  if (rms < silence) return { rms, peakHz: 0 }
  const power = spectrumOf(samples)
  let best = Math.ceil((60 * windowSize) / rate)
  for (let i = best; i < power.length - 1; i++) {
    if ((power[i] ?? 0) > (power[best] ?? 0)) best = i
  }
  const [low, mid, high] = [best - 1, best, best + 1].map((i) => Math.log((power[i] ?? 0) + 1e-12))
  const bend = (low ?? 0) - 2 * (mid ?? 0) + (high ?? 0)
  const shift = bend === 0 ? 0 : (0.5 * ((low ?? 0) - (high ?? 0))) / bend
  return { rms, peakHz: ((best + shift) * rate) / windowSize }
}
