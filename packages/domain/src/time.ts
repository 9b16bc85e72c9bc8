/** An instant: milliseconds since 1970-01-01T00:00:00Z. The clock is never read in this package. */
export type Instant = number

/** A span between two instants, in milliseconds. */
export type Milliseconds = number

/** The time from `from` to `to`, never negative: a clock that stepped back gives 0. */
export const between = (from: Instant, to: Instant): Milliseconds => Math.max(0, to - from)

/** The moment as ISO 8601 in UTC, as every contract carries it. */
export const toIso = (at: Instant): string => new Date(at).toISOString()
