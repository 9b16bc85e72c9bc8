import type { PlaceCallOptions, PlacedCall } from '@callfloor/stack'
import { expect } from '@playwright/test'
import { microphoneHz } from './home.ts'
import { stack } from './stack.ts'

export const support = '+12025550100'

/** Somebody on the public network calls; they say a tone, so that they can be told from silence. */
export async function dials(
  to: string,
  from: string,
  options: Omit<PlaceCallOptions, 'to' | 'from'> = {},
): Promise<PlacedCall> {
  const call = await stack.pstn.placeCall({ to, from, play: 'tone', ...options })
  placed.push(call)
  return call
}

const placed: PlacedCall[] = []

/** Every caller of the test hangs up. */
export async function hangUpAll(): Promise<void> {
  await Promise.all(placed.splice(0).map((call) => call.hangup()))
}

/** Waits until the caller hears the agent's own tone. */
export async function hearsAgent(call: PlacedCall): Promise<void> {
  await expect
    .poll(() => Math.abs(call.heard(1_000).peakHz - microphoneHz), { timeout: 15_000 })
    .toBeLessThan(15)
}

/** Waits until the caller hears no longer the agent's tone. */
export async function hearsNoAgent(call: PlacedCall): Promise<void> {
  await expect
    .poll(() => Math.abs(call.heard(1_000).peakHz - microphoneHz), { timeout: 15_000 })
    .toBeGreaterThan(15)
}
