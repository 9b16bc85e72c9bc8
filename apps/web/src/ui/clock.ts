'use client'

import { useSyncExternalStore } from 'react'

let source: () => number = Date.now
let shown = 0
let timer: ReturnType<typeof setInterval> | null = null
const listeners = new Set<() => void>()

/** Has timers follow the server's time, as the live connection learns it. */
export function setClock(now: () => number): void {
  source = now
  tick()
}

/** The server's time, milliseconds since 1970 UTC. */
export const serverNow = (): number => source()

/**
 * The time, from one timer for every figure that runs.
 * @param step milliseconds to which it is cut off; renders anew only when that changes
 */
export const useNow = (step = 250): number =>
  useSyncExternalStore(subscribe, () => Math.floor(current() / step) * step, beforeHydration)

const beforeHydration = () => 0
const current = () => (shown === 0 ? tick() : shown)

function tick(): number {
  shown = source()
  for (const listener of listeners) listener()
  return shown
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, 250)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
  }
}
