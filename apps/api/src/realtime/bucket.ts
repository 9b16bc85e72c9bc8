/** A token bucket: `burst` at once, then `perSecond` more each second. Time is given in milliseconds. */
export function createBucket({ burst, perSecond }: { burst: number; perSecond: number }): {
  take(now: number): boolean
} {
  let tokens = burst
  let filledAt = 0
  return {
    take(now) {
      if (filledAt > 0) tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond)
      filledAt = now
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
