import { test as base } from '@playwright/test'
import { leaveAll } from './agent.ts'
import { hangUpAll } from './caller.ts'
import { stack } from './stack.ts'

/** A test on the floor: whatever it did, the next one begins with nobody at a phone and no call. */
export const test = base.extend<{ quietFloor: undefined }>({
  quietFloor: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern.
    async ({}, use) => {
      await use(undefined)
      await hangUpAll()
      await leaveAll()
      await base.expect
        .poll(() => stack.asterisk.cli('core show channels count'), { timeout: 90_000 })
        .toContain('0 active channels')
    },
    { auto: true },
  ],
})
export { expect } from '@playwright/test'
