import { Agent } from './support/agent.ts'
import { dials, hearsAgent, hearsNoAgent, support } from './support/caller.ts'
import { expect, test } from './support/floor-test.ts'
import { recordOf } from './support/record.ts'
import { callerHz, query } from './support/stack.ts'

test('mute silences the agent and nobody else; unmute brings the voice back', async ({
  browser,
}) => {
  const ana = await Agent.signsIn(browser, 'ana')
  await ana.goesAvailable()
  const call = await dials(support, '+12025550123')
  await ana.answers()
  await hearsAgent(call)
  await ana.button('Mute').click()
  await hearsNoAgent(call)
  await ana.hears(callerHz)
  await ana.button('Unmute').click()
  await hearsAgent(call)
  await call.hangup()
  await ana.finishesWrapUp()
  await ana.leaves()
})

test('a caller on hold hears music, the agent hears nothing, and both are back after Resume', async ({
  browser,
}) => {
  const ana = await Agent.signsIn(browser, 'ana')
  await ana.goesAvailable()
  const call = await dials(support, '+12025550124')
  await ana.answers()
  await ana.hears(callerHz)
  await hearsAgent(call)
  await ana.button('Hold').click()
  await expect(ana.button('Resume')).toBeVisible()
  await hearsNoAgent(call)
  await expect.poll(() => call.heard(1_000).rms, { timeout: 10_000 }).toBeGreaterThan(0.002)
  await ana.button('Resume').click()
  await expect(ana.button('Hold')).toBeVisible()
  await ana.hears(callerHz)
  await hearsAgent(call)
  await ana.hangsUp()
  await call.ended()
  await ana.finishesWrapUp()
  const record = await recordOf('+12025550124')
  expect(record.hold_ms).toBeGreaterThan(500)
  await ana.leaves()
})

test('a rejected call rings the next agent, and the offer is told as rejected', async ({
  browser,
}) => {
  const ana = await Agent.signsIn(browser, 'ana')
  await ana.goesAvailable()
  const call = await dials(support, '+12025550125')
  await expect(ana.button('Reject')).toBeVisible()
  const ben = await Agent.signsIn(browser, 'ben')
  await ben.goesAvailable()
  await ana.button('Reject').click()
  await expect(ben.button('Answer')).toBeVisible({ timeout: 15_000 })
  await ben.answers()
  await hearsAgent(call)
  await ben.hangsUp()
  await call.ended()
  const record = await recordOf('+12025550125')
  expect(record.agent).toBe('Ben Okafor')
  await expect
    .poll(() =>
      query<{ name: string; result: string }>(
        `select u.name, o.result from offers o join memberships m on m.id = o.agent_id
           join users u on u.id = m.user_id where o.call_id = $1 order by o.made_at`,
        [record.id],
      ),
    )
    .toEqual([
      { name: 'Ana Silva', result: 'rejected' },
      { name: 'Ben Okafor', result: 'answered' },
    ])
  await ben.finishesWrapUp()
  await ana.leaves()
  await ben.leaves()
})

test('a caller who gives up while it rings is abandoned; the agent is free at once', async ({
  browser,
}) => {
  const ana = await Agent.signsIn(browser, 'ana')
  await ana.goesAvailable()
  const call = await dials(support, '+12025550126')
  await expect(ana.button('Answer')).toBeVisible()
  // The tab itself says that it rings, for an agent who is looking at another one.
  await expect.poll(() => ana.page.title()).toContain('+1 202 555 0126')
  await call.hangup()
  await expect(ana.button('Answer')).toBeHidden()
  await expect(ana.status).toHaveAccessibleName(/Available/)
  expect((await recordOf('+12025550126')).outcome).toBe('abandoned')
  await ana.leaves()
})

test('wrap-up is shown, can be extended, and ends by itself', async ({ browser }) => {
  const ana = await Agent.signsIn(browser, 'ana')
  await ana.goesAvailable()
  const call = await dials(support, '+12025550127')
  await ana.answers()
  await call.hangup()
  await expect(ana.status).toHaveAccessibleName(/Wrap-up/)
  await ana.button('Extend').click()
  await expect(ana.page.getByRole('timer', { name: 'Wrap-up time left' })).toContainText(/00:[3-5]/)
  await ana.finishesWrapUp()
  await ana.leaves()
})

test('a second window asks before it takes the phone over, and the first one says so', async ({
  browser,
}) => {
  const first = await Agent.signsIn(browser, 'chloe')
  await first.goesAvailable()
  const second = await Agent.signsIn(browser, 'chloe')
  await expect(second.page.getByText('Your phone is open elsewhere')).toBeVisible()
  await second.button('Take over').click()
  await expect(first.page.getByText('Your phone moved to another window')).toBeVisible()
  await second.goesAvailable()
  const call = await dials(support, '+12025550128')
  await expect(second.button('Answer')).toBeVisible()
  await expect(first.button('Answer')).toBeHidden()
  await second.answers()
  await hearsAgent(call)
  await second.hangsUp()
  await second.finishesWrapUp()
  await first.leaves()
  await second.leaves()
})
