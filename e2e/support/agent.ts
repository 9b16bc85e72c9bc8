import { demoUsers } from '@callfloor/domain'
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import { hear, listenIn } from './page-audio.ts'
import { stack } from './stack.ts'

export type Person = 'ana' | 'ben' | 'chloe' | 'emma' | 'maria' | 'sam' | 'adam' | 'olivia'

const contexts: BrowserContext[] = []

/** Everybody closes their browser. */
export async function leaveAll(): Promise<void> {
  await Promise.all(contexts.splice(0).map((context) => context.close()))
}

/** Opens Callfloor in a browser of its own and signs in. */
export async function signIn(browser: Browser, person: Person): Promise<Page> {
  const user = demoUsers.find(({ email }) => email.startsWith(`${person}@`))
  if (!user) throw new Error(`the demo has no ${person}`)
  const context = await browser.newContext({ baseURL: stack.url })
  contexts.push(context)
  const page = await context.newPage()
  await listenIn(page)
  await page.goto('/login')
  await page.getByLabel('E-mail address').fill(user.email)
  await page.getByLabel('Password', { exact: true }).fill(user.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/login'))
  return page
}

/** An agent at the screen, in the floor's own words. */
export class Agent {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  static async signsIn(browser: Browser, person: Person): Promise<Agent> {
    const page = await signIn(browser, person)
    await page.goto('/desk')
    return new Agent(page)
  }

  button(name: string) {
    return this.page.getByRole('button', { name, exact: true })
  }

  get status() {
    return this.page.getByRole('button', { name: /^Status/ })
  }

  async choosesStatus(name: 'Available' | 'Busy' | 'Offline'): Promise<void> {
    await this.status.click()
    await this.page.getByRole('menuitem', { name }).click()
  }

  async goesAvailable(): Promise<void> {
    await expect(async () => {
      // The last test may have left a wrap-up running.
      const resolved = this.page.getByRole('button', { name: /^Resolved/ })
      if (await resolved.isVisible()) await resolved.click()
      await this.choosesStatus('Available')
      await expect(this.status).toHaveAccessibleName(/Available/, { timeout: 2_000 })
    }).toPass({ timeout: 30_000 })
  }

  async answers(): Promise<void> {
    await this.button('Answer').click()
    await expect(this.button('Hang up')).toBeVisible()
  }

  async hangsUp(): Promise<void> {
    await this.button('Hang up').click()
  }

  /** Picks an outcome, which ends the wrap-up; does nothing where there is none. */
  async finishesWrapUp(): Promise<void> {
    const resolved = this.page.getByRole('button', { name: /^Resolved/ })
    const done = /Available|Away|Busy/
    await expect(async () => {
      if (await resolved.isVisible()) await resolved.click()
      await expect(this.status).toHaveAccessibleName(done, { timeout: 1_000 })
    }).toPass({ timeout: 20_000 })
  }

  /** Waits until the agent hears a tone of `hz`. */
  async hears(hz: number): Promise<void> {
    await expect
      .poll(
        async () => {
          const heard = await hear(this.page)
          const audible = heard !== null && heard.rmsDb > -50
          return audible ? Math.abs(heard.peakHz - hz) : Number.POSITIVE_INFINITY
        },
        { timeout: 15_000 },
      )
      .toBeLessThan(15)
  }

  async leaves(): Promise<void> {
    await this.page.context().close()
  }
}
