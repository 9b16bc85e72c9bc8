/** The server's time as this browser knows it, in milliseconds since 1970 UTC. */
export type ServerClock = {
  /** A message carried the server's time `at` and has just arrived. */
  observe(at: number): void
  /** Never less than it was before. */
  now(): number
}

/** How many observations an offset is judged by: enough to outvote one slow message. */
const remembered = 20

/**
 * The offset is the largest of the recent ones: a message is only ever late, so the largest is the
 * one that travelled fastest. Where the offset falls, the clock stands until time has caught up.
 * @param local milliseconds that never jump back while the page lives
 */
export function createServerClock(local: () => number = pageTime): ServerClock {
  let offsets: number[] = []
  let last = Number.NEGATIVE_INFINITY
  return {
    observe(at) {
      offsets = [...offsets, at - local()].slice(-remembered)
    },
    now() {
      const offset = offsets.length > 0 ? Math.max(...offsets) : 0
      last = Math.max(last, local() + offset)
      return last
    },
  }
}

/** Date.now() may be set back while the page is open; this may not. */
const pageTime = (): number => performance.timeOrigin + performance.now()
