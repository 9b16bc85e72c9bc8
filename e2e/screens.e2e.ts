import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { Agent } from './support/agent.ts'
import { dials, hearsAgent, support } from './support/caller.ts'
import { expect, test } from './support/floor-test.ts'
import { screenshots } from './support/home.ts'
import { stack } from './support/stack.ts'

const sizes = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const
const schemes = ['light', 'dark'] as const

/**
 * Waits until the page stands still: what was asked for is there, and no colour is on its way from one
 * theme to the other. What pulses for ever, such as a ringing call, is left to pulse.
 */
async function settles(page: Page): Promise<void> {
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0)
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    // A transition begins in the frame after the change that causes it.
    await frame()
    await frame()
    const passing = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
    await Promise.allSettled(passing.map((animation) => animation.finished))
  })
}

/** A screen in both themes and both sizes: free of violations (WCAG 2.2 AA), and kept as a picture. */
async function inspect(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport)
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await settles(page)
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze()
      const told = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((n) => n.target).join(' ')}`,
      )
      expect(told, `${name} (${size}, ${colorScheme})`).toEqual([])
      await page.screenshot({ path: `${screenshots}/${name}-${size}-${colorScheme}.png` })
    }
  }
  await page.setViewportSize(sizes.desktop)
}

test.describe.configure({ timeout: 300_000 })

test('every state of the desk is whole in both themes, at both sizes', async ({ browser }) => {
  const emma = await Agent.signsIn(browser, 'emma')
  const { page } = emma
  await expect(emma.status).toBeVisible()
  await inspect(page, 'desk-offline')
  await emma.goesAvailable()
  await inspect(page, 'desk-available')

  const unanswered = await dials(support, '+12025550190')
  await expect(emma.button('Answer')).toBeVisible()
  await page.screenshot({ path: `${screenshots}/desk-ringing-first.png` })
  await unanswered.hangup()
  await unanswered.ended()

  const call = await dials(support, '+12025550190')
  await emma.answers()
  await hearsAgent(call)
  await page.getByRole('textbox', { name: 'Note' }).fill('Wants the invoice of May sent again.')
  await inspect(page, 'desk-talking')
  await emma.button('Hold').click()
  await expect(emma.button('Resume')).toBeVisible()
  await inspect(page, 'desk-held')
  await emma.hangsUp()
  await expect(emma.status).toHaveAccessibleName(/Wrap-up/)
  await emma.button('Extend').click()
  await emma.button('Extend').click()
  await inspect(page, 'desk-wrap-up')
  await emma.finishesWrapUp()
  await emma.leaves()
})

test('a ringing call is whole in both themes, at both sizes', async ({ browser }) => {
  const emma = await Agent.signsIn(browser, 'emma')
  await emma.goesAvailable()
  const call = await dials(support, '+12025550191', { ringSeconds: 120 })
  await expect(emma.button('Answer')).toBeVisible()
  await inspect(emma.page, 'desk-ringing')
  await call.hangup()
  await emma.leaves()
})

test('the pages of an admin are whole in both themes, at both sizes', async ({ browser }) => {
  const { page } = await Agent.signsIn(browser, 'adam')
  await page.goto('/calls')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await inspect(page, 'calls')
  await page.getByRole('main').getByRole('link').first().click()
  await page.waitForURL(/\/calls\/[0-9a-f-]+$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await inspect(page, 'call')
  await page.goto('/leads')
  await expect(page.getByRole('main').getByRole('link').first()).toBeVisible()
  await inspect(page, 'leads')
  await page.getByRole('main').getByRole('link').first().click()
  await page.waitForURL(/\/leads\/[0-9a-f-]+$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await inspect(page, 'lead')
  await page.goto('/settings')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await inspect(page, 'settings')
  await page.goto('/account')
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()
  await inspect(page, 'account')
  await page.context().close()
})

test('the sign-in page is whole in both themes, at both sizes', async ({ page }) => {
  await page.goto(`${stack.url}/login`)
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByRole('button', { name: /Olivia Owner/ })).toBeVisible()
  await inspect(page, 'sign-in')
})
