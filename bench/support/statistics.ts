/** What people ask of a distribution. Nearest rank, so every figure was really measured. */
export type Percentiles = { p50: number; p95: number; p99: number }

/** One thing measured on both sides; `ours` and `bare` are medians. */
export type Comparison = {
  ours: number
  bare: number
  /** ours ÷ bare. */
  ratio: number
  /** Samples of each side. */
  runs: number
  percentiles: { ours: Percentiles; bare: Percentiles }
  /** Paired samples: percentiles of the differences. Else differences of the percentiles. */
  added: Percentiles
}

/** The value below which `share` (0 to 1) of the samples lie. Throws on no samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const rank = Math.max(0, Math.ceil(share * sorted.length) - 1)
  const value = sorted[rank]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}

const round = (value: number) => Math.round(value * 1000) / 1000

const percentilesOf = (samples: readonly number[]): Percentiles => ({
  p50: round(percentile(samples, 0.5)),
  p95: round(percentile(samples, 0.95)),
  p99: round(percentile(samples, 0.99)),
})

/**
 * Compares two sides of as many samples; `differences` where each sample of ours has its own of
 * the bare thing.
 */
export function compare(
  ours: readonly number[],
  bare: readonly number[],
  differences?: readonly number[],
): Comparison {
  if (ours.length !== bare.length) throw new Error('one side was measured more often')
  const percentiles = { ours: percentilesOf(ours), bare: percentilesOf(bare) }
  return {
    ours: percentiles.ours.p50,
    bare: percentiles.bare.p50,
    ratio: round(percentile(ours, 0.5) / percentile(bare, 0.5)),
    runs: ours.length,
    percentiles,
    added: differences
      ? percentilesOf(differences)
      : {
          p50: round(percentiles.ours.p50 - percentiles.bare.p50),
          p95: round(percentiles.ours.p95 - percentiles.bare.p95),
          p99: round(percentiles.ours.p99 - percentiles.bare.p99),
        },
  }
}
