/**
 * The wait before attempt `attempt` (from 0), in milliseconds: doubling, and spread at random so that
 * a floor of phones does not come back in one wave.
 */
export function backoffMs(
  attempt: number,
  { first, most }: { first: number; most: number },
  random: () => number = Math.random,
): number {
  const ceiling = Math.min(most, first * 2 ** Math.min(attempt, 16))
  return ceiling / 2 + (ceiling / 2) * random()
}
