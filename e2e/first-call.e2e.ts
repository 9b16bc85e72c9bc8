import type { PlacedCall } from '@callfloor/stack'
import { expect, test } from '@playwright/test'
import { Agent } from './support/agent.ts'
import { callerHz, microphoneHz, query, stack } from './support/stack.ts'

const support = '+12025550100'

/** Waits until the caller hears the agent's tone. */
async function callerHears(call: PlacedCall, hz: number): Promise<void> {
  await expect
    .poll(() => Math.abs(call.heard(1_000).peakHz - hz), { timeout: 15_000 })
    .toBeLessThan(15)
}

test('a caller reaches an agent: both hear each other, and the call stands in the log', async ({
  browser,
}) => {
  const ana = await Agent.signsIn(browser, 'ana')
  await ana.goesAvailable()
  const call = await stack.pstn.placeCall({ to: support, from: '+12025550190', play: 'tone' })
  await expect(ana.button('Answer')).toBeVisible()
  await ana.answers()
  await ana.hears(callerHz)
  await callerHears(call, microphoneHz)

  await ana.page.getByRole('textbox', { name: /note/i }).fill('Asked about the invoice of May.')
  await expect(ana.page.getByText('Saved', { exact: true })).toBeVisible()
  await ana.hangsUp()
  const report = await call.ended()
  expect(report.result).toBe('answered')

  await ana.page.getByRole('button', { name: /Resolved/ }).click()
  await expect(ana.status).toContainText('Available')

  await expect
    .poll(async () => (await lastCall())?.outcome, { timeout: 10_000 })
    .toBe('answered')
  const record = await lastCall()
  expect(record?.caller_number).toBe('+12025550190')
  expect(record?.note).toBe('Asked about the invoice of May.')
  expect(record?.disposition).toBe('Resolved')
  expect(Math.abs(Number(record?.talk_ms) - report.durationMs)).toBeLessThan(5_000)
  await ana.leaves()
})

const lastCall = async () =>
  (
    await query<{
      caller_number: string
      outcome: string | null
      talk_ms: string
      note: string | null
      disposition: string | null
    }>(
      `select c.caller_number, c.outcome, c.talk_ms, n.text as note, d.name as disposition
         from calls c
         left join notes n on n.call_id = c.id
         left join call_dispositions cd on cd.call_id = c.id
         left join dispositions d on d.id = cd.disposition_id
        order by c.started_at desc limit 1`,
    )
  )[0]
