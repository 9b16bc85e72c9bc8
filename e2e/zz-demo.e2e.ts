// The last file by name: it takes out the people and queues that every other test works with.
import { signIn } from './support/agent.ts'
import { expect, test } from './support/floor-test.ts'
import { query, stack } from './support/stack.ts'

test('the owner removes the demo in one act, stays, and sets a password of their own', async ({
  browser,
}) => {
  const olivia = await signIn(browser, 'olivia')
  const maria = await signIn(browser, 'maria')
  await maria.goto('/leads')
  await expect(maria.getByRole('main').getByRole('link').first()).toBeVisible()

  await olivia.goto('/settings')
  await olivia.getByRole('button', { name: 'Remove the demo data' }).click()
  await olivia.getByLabel('Type Acme Support to confirm').fill('Acme Support')
  await olivia.getByRole('button', { name: 'Remove it all' }).click()
  await expect(olivia.getByText('The demo data is removed.')).toBeVisible()
  await expect(olivia.getByText(/200 leads/)).toBeVisible()
  const left = await query<{ people: number; queues: number; leads: number }>(
    `select (select count(*)::int from users) as people, (select count(*)::int from queues) as queues,
            (select count(*)::int from leads) as leads`,
  )
  expect(left).toEqual([{ people: 1, queues: 0, leads: 0 }])
  // The phone system has forgotten the demo's queues too.
  await expect.poll(() => stack.asterisk.cli('queue show')).not.toMatch(/has \d+ calls/)

  // Everybody else is out, at the latest when their page asks for something.
  await expect(async () => {
    await maria.goto('/calls')
    await expect(maria).toHaveURL(/\/login/, { timeout: 2_000 })
  }).toPass()
  await expect(maria.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await expect(maria.getByText('Try the demo')).toHaveCount(0)

  // The owner is still signed in, and told of the password on every page.
  await olivia.goto('/calls')
  await olivia.getByRole('link', { name: 'Set a password of your own' }).click()
  await olivia.waitForURL('**/account')
  await olivia.getByLabel('New password', { exact: true }).fill('nobody-knows-this')
  await olivia.getByRole('button', { name: 'Set the new password' }).click()
  await expect(olivia.getByText('Your new password is set.')).toBeVisible()
  await olivia.goto('/calls')
  await expect(olivia.getByRole('heading', { level: 1, name: 'Calls' })).toBeVisible()
  await expect(olivia.getByText('Set a password of your own')).toHaveCount(0)
})
