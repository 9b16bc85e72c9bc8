/**
 * The loudest sample of each of `count` equal parts, scaled so that the loudest of all is 1.
 * Silence stays 0 throughout.
 */
export function peaksOf(samples: Float32Array, count: number): number[] {
  const size = samples.length / count
  const peaks = Array.from({ length: count }, (_, index) => {
    const end = Math.floor((index + 1) * size)
    let peak = 0
    for (let at = Math.floor(index * size); at < end; at++) {
      peak = Math.max(peak, Math.abs(samples[at] ?? 0))
    }
    return peak
  })
  const loudest = Math.max(...peaks, 0)
  // Below this it is the coder's noise: drawn at full height it would look like speech.
  return loudest < 0.001 ? peaks.map(() => 0) : peaks.map((peak) => peak / loudest)
}

/** Decoding happens in memory: half an hour of telephone speech is 58 MB, and enough. */
const maxDurationMs = 30 * 60_000
const decodedRate = 8000

/** Fetches a recording and finds its peaks; null where it is too long to be decoded in a page. */
export async function loadPeaks(
  path: string,
  durationMs: number | null,
  count: number,
  signal: AbortSignal,
): Promise<number[] | null> {
  if (durationMs === null || durationMs > maxDurationMs) return null
  const response = await fetch(path, { signal })
  if (!response.ok) throw new Error(`The recording answers ${response.status}.`)
  const context = new OfflineAudioContext(1, 1, decodedRate)
  const audio = await context.decodeAudioData(await response.arrayBuffer())
  return peaksOf(audio.getChannelData(0), count)
}
