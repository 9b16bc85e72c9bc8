export type Backoff = {
  /** Milliseconds to wait before the next try. */
  next(): number
  reset(): void
}

/**
 * Exponential back-off with equal jitter: half of the step is kept, half drawn, so that many
 * clients of one switch do not come back together.
 */
export function createBackoff(
  baseMs: number,
  maxMs: number,
  random: () => number = Math.random,
): Backoff {
  let step = 0
  return {
    next() {
      const span = Math.min(maxMs, baseMs * 2 ** Math.min(step, 30))
      step += 1
      return Math.round(span / 2 + (span / 2) * random())
    },
    reset() {
      step = 0
    },
  }
}
