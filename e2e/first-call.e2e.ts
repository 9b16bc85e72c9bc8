import { Agent } from './support/agent.ts'
import { dials, hearsAgent, support } from './support/caller.ts'
import { expect, test } from './support/floor-test.ts'
import { recordOf } from './support/record.ts'
import { callerHz, query } from './support/stack.ts'

test('a caller reaches an agent: both hear each other, and the call stands in the log', async ({
  browser,
}) => {
  const ana = await Agent.signsIn(browser, 'ana')
  await ana.goesAvailable()
  const call = await dials(support, '+12025550190')
  await expect(ana.button('Answer')).toBeVisible()
  await ana.answers()
  await ana.hears(callerHz)
  await hearsAgent(call)

  await ana.page.getByRole('textbox', { name: 'Note' }).fill('Asked about the invoice of May.')
  await expect(ana.page.getByText('Saved', { exact: true })).toBeVisible()
  await ana.hangsUp()
  const report = await call.ended()
  expect(report.result).toBe('answered')

  await ana.page.getByRole('button', { name: /Resolved/ }).click()
  await expect(ana.status).toHaveAccessibleName(/Available/)

  const record = await recordOf('+12025550190')
  expect(record).toMatchObject({
    outcome: 'answered',
    agent: 'Ana Silva',
    note: 'Asked about the invoice of May.',
    disposition: 'Resolved',
  })
  // The caller was answered by the queue at once; the agent talked for a little less than that.
  const lived = Number(record.ended_at) - Number(record.started_at)
  expect(Math.abs(lived - report.durationMs)).toBeLessThan(1_000)
  expect(record.waited_ms ?? 0).toBeGreaterThan(0)
  const unaccounted = lived - record.talk_ms - record.hold_ms - (record.waited_ms ?? 0)
  expect(Math.abs(unaccounted)).toBeLessThan(1_000)

  const maria = await Agent.signsIn(browser, 'maria')
  await maria.page.goto(`/calls/${record.id}`)
  await expect(maria.page.getByText('Asked about the invoice of May.')).toBeVisible()
  await expect
    .poll(
      async () =>
        (
          await query<{ state: string }>('select state from recordings where call_id = $1', [
            record.id,
          ])
        ).map(({ state }) => state),
      { timeout: 20_000 },
    )
    .toEqual(['ready'])
  const [recording] = await query<{ id: string; duration_ms: number }>(
    'select id, duration_ms from recordings where call_id = $1',
    [record.id],
  )
  expect(Math.abs((recording?.duration_ms ?? 0) - record.talk_ms)).toBeLessThan(1_000)
  const audio = await maria.page.request.get(`/api/v1/recordings/${recording?.id}/audio`)
  expect(audio.status()).toBe(200)
  expect(audio.headers()['content-type']).toContain('audio/ogg')
  // An agent may not hear it.
  const refused = await ana.page.request.get(`/api/v1/recordings/${recording?.id}/audio`)
  expect(refused.status()).toBe(403)
  await maria.leaves()
  await ana.leaves()
})
