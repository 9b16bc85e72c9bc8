import type { Page } from '@playwright/test'
import { Agent, signIn } from './support/agent.ts'
import { dials, hearsAgent, support } from './support/caller.ts'
import { expect, test } from './support/floor-test.ts'
import { recordOf } from './support/record.ts'
import { query, stack } from './support/stack.ts'

/** The line of the call log that tells of a caller, as they are written there. */
const lineOf = (page: Page, written: string) =>
  page.getByRole('main').getByRole('row').filter({ hasText: written })

test('a manager sees a call go on, opens it when it is over, and hears its recording', async ({
  browser,
}) => {
  const ana = await Agent.signsIn(browser, 'ana')
  const maria = await signIn(browser, 'maria')
  await maria.goto('/calls')
  const line = lineOf(maria, '+1 202 555 0181').first()

  await ana.choosesStatus('Busy')
  await expect(ana.status).toHaveAccessibleName(/Busy/)
  const call = await dials(support, '+12025550181')
  await expect(line).toContainText(/Waiting\s+00:\d\d/)
  // They are rung at once: Available is not seen for long enough to wait for.
  await ana.choosesStatus('Available')
  await expect(line).toContainText(/Ringing\s+00:\d\d/)
  await ana.answers()
  await expect(line).toContainText(/Talking\s+00:\d\d/)
  await hearsAgent(call)
  await ana.button('Hold').click()
  await expect(line).toContainText(/On hold\s+00:\d\d/)
  await expect(line).toContainText(/On hold\s+00:0[1-9]/)
  await ana.button('Resume').click()
  await expect(line).toContainText(/Talking\s+00:\d\d/)
  await hearsAgent(call)
  await ana.hangsUp()
  await call.ended()
  await expect(line).toContainText('Answered')
  const record = await recordOf('+12025550181')

  await line.getByRole('link').click()
  await maria.waitForURL(`**/calls/${record.id}`)
  const timeline = maria.getByRole('region', { name: 'Timeline' })
  await expect(timeline.getByRole('row', { name: /Put the caller on hold/ })).toBeVisible()
  // Drawn for the agent and for the caller.
  await expect(
    timeline.locator('figure [style] > [data-phase="held"], figure [style][data-phase="held"]'),
  ).toHaveCount(2)

  await maria.evaluate(() => {
    const played: HTMLAudioElement[] = []
    Object.assign(window, { played })
    const play = HTMLAudioElement.prototype.play
    HTMLAudioElement.prototype.play = function listened() {
      played.push(this)
      return play.call(this)
    }
  })
  const recording = maria.getByRole('region', { name: 'Recording' })
  await recording.getByRole('button', { name: 'Play' }).click({ timeout: 30_000 })
  await expect(recording.getByRole('button', { name: 'Pause' })).toBeVisible()
  await expect
    .poll(() =>
      maria.evaluate(() => {
        const { played } = window as unknown as { played: HTMLAudioElement[] }
        return played.at(-1)?.currentTime ?? 0
      }),
    )
    .toBeGreaterThan(0.5)
  await ana.finishesWrapUp()
})

test('an agent sees the calls they had a part in, and no others', async ({ browser }) => {
  const ana = await Agent.signsIn(browser, 'ana')
  await ana.goesAvailable()
  const call = await dials(support, '+12025550182')
  await ana.answers()
  await hearsAgent(call)
  await ana.hangsUp()
  await call.ended()
  await ana.finishesWrapUp()
  const record = await recordOf('+12025550182')
  await ana.page.goto('/calls')
  await expect(lineOf(ana.page, '+1 202 555 0182').first()).toContainText('Answered')

  const ben = await signIn(browser, 'ben')
  await ben.goto('/calls')
  await expect(ben.getByRole('heading', { level: 1, name: 'Calls' })).toBeVisible()
  await expect(ben.getByText(/No calls yet|Today/).first()).toBeVisible()
  await expect(lineOf(ben, '+1 202 555 0182')).toHaveCount(0)
  await expect(ben.getByRole('radiogroup', { name: 'Which calls' })).toHaveCount(0)
  await ben.goto(`/calls/${record.id}`)
  await expect(ben.getByText('There is nothing here.')).toBeVisible()
  await expect(ben.getByText('+1 202 555 0182')).toHaveCount(0)
})

test('a visitor picks someone of the demo and is signed in as them', async ({ page }) => {
  await page.goto(`${stack.url}/login`)
  const demo = page.getByRole('region', { name: 'Try the demo' })
  await expect(demo.getByRole('listitem')).toHaveText([
    /Ana Silva\s*Agent/,
    /Maria Manager\s*Manager/,
    /Sam Supervisor\s*Supervisor/,
    /Adam Admin\s*Administrator/,
    /Olivia Owner\s*Owner/,
  ])
  await demo.getByRole('button', { name: '9 more agents' }).click()
  await expect(demo.getByRole('button', { name: /Jack Brown/ })).toBeVisible()
  await demo.getByRole('button', { name: /Maria Manager/ }).click()
  await page.waitForURL('**/desk')
  await expect(page.getByRole('button', { name: 'Account: Maria Manager' })).toBeVisible()
})

test('an open page keeps its session alive', async ({ browser }) => {
  const page = await signIn(browser, 'sam')
  const days = async () => {
    const [row] = await query<{ days: number }>(
      `select extract(epoch from max(s.expires_at) - now())::float8 / 86400 as days
         from sessions s join users u on u.id = s.user_id where u.email like 'sam@%'`,
    )
    return row?.days ?? 0
  }
  await query(
    `update sessions set expires_at = now() + interval '3 days'
      where user_id = (select id from users where email like 'sam@%')`,
  )
  await page.reload()
  await expect.poll(days).toBeGreaterThan(13)
})

test('a person sets a new password, and every other browser of theirs is signed out', async ({
  browser,
}) => {
  const page = await signIn(browser, 'sam')
  const elsewhere = await signIn(browser, 'sam')
  await page.getByRole('button', { name: 'Account: Sam Supervisor' }).click()
  await page.getByRole('link', { name: 'Account and password' }).click()
  await page.waitForURL('**/account')
  const [before] = await query<{ id: string; password: string }>(
    `select a.id, a.password from accounts a join users u on u.id = a.user_id
      where u.email like 'sam@%'`,
  )
  const set = async (current: string, next: string) => {
    await page.getByLabel('Current password', { exact: true }).fill(current)
    await page.getByLabel('New password', { exact: true }).fill(next)
    await page.getByRole('button', { name: 'Set the new password' }).click()
  }
  try {
    await set('callfloor-demo', 'short')
    await expect(page.getByText('Use at least 10 characters.')).toBeVisible()
    await set('not my password', 'nobody-knows-this')
    await expect(page.getByText('That is not your current password.')).toBeVisible()
    await set('callfloor-demo', 'nobody-knows-this')
    await expect(page.getByText('Your new password is set.')).toBeVisible()
    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()
    await expect(async () => {
      await elsewhere.goto('/calls')
      await expect(elsewhere).toHaveURL(/\/login/, { timeout: 2_000 })
    }).toPass()
    // Of the demo's people only those are offered whose password is the demo's.
    await expect(elsewhere.getByRole('button', { name: /Olivia Owner/ })).toBeVisible()
    await expect(elsewhere.getByRole('button', { name: /Sam Supervisor/ })).toHaveCount(0)
  } finally {
    await query('update accounts set password = $2 where id = $1', [before?.id, before?.password])
  }
})
