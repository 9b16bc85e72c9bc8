import { existsSync } from 'node:fs'
import { demoUsers } from '@callfloor/domain'
import { io } from 'socket.io-client'
import { Agent, signIn } from './support/agent.ts'
import { dials, hearsAgent, support } from './support/caller.ts'
import { expect, test } from './support/floor-test.ts'
import { callsFrom, recordOf } from './support/record.ts'
import { query, stack } from './support/stack.ts'

// biome-ignore lint/suspicious/noTemplateCurlyInString: what Asterisk would expand, if it did.
const injection = '${SHELL(id)}${SYSTEM(touch /tmp/callfloor-was-here)}'
const hostileNames: [string, string, string][] = [
  ['a script', '+12025550171', '<script>document.title="owned"</script>'],
  ['a dialplan expression', '+12025550172', injection],
  ['every script there is', '+12025550173', '😈漢字عربى\u202e'.repeat(8)],
  ['quotes, separators and SQL', '+12025550174', `"'; drop table calls; -- |,;[x] & ^`],
]

for (const [what, number, name] of hostileNames) {
  test(`a caller named with ${what} is a caller like any other`, async ({ browser }) => {
    const ana = await Agent.signsIn(browser, 'ana')
    const alerts: string[] = []
    ana.page.on('dialog', (dialog) => alerts.push(dialog.message()))
    await ana.goesAvailable()
    const call = await dials(support, number, { fromName: name })
    await expect(ana.button('Answer')).toBeVisible()
    await ana.answers()
    await hearsAgent(call)
    expect(await ana.page.title()).not.toContain('owned')
    expect(alerts).toEqual([])
    await ana.hangsUp()
    await call.ended()
    await ana.finishesWrapUp()
    expect((await recordOf(number)).outcome).toBe('answered')
    expect(await callsFrom(number)).toHaveLength(1)
    const [row] = await query<{ caller_name: string }>(
      'select caller_name from calls where caller_number = $1',
      [number],
    )
    // Inert: the name is kept as text, nothing in it was run or expanded.
    expect(row?.caller_name).not.toContain('uid=')
    expect(existsSync('/tmp/callfloor-was-here')).toBe(false)
    await ana.leaves()
  })
}

test('a number nobody has is refused as not found, and leaves a line', async () => {
  const call = await dials('+12025559999', '+12025550175')
  const report = await call.ended()
  expect(report).toMatchObject({ result: 'notFound', sipCode: 404 })
})

test('a number that is none is refused, and nothing of it is carried out', async () => {
  for (const to of ['+1202', 'abc', '00000000000000000000000000000']) {
    const call = await dials(to, '+12025550176')
    expect((await call.ended()).result).toBe('notFound')
  }
  expect(await stack.asterisk.cli('core show channels count')).toContain('0 active channels')
})

test('a socket without a session, from elsewhere, or that floods is turned away', async ({
  browser,
}) => {
  const refusal = (options: Parameters<typeof io>[1]) =>
    new Promise<string>((resolve) => {
      const socket = io(stack.url, {
        path: '/live',
        transports: ['websocket'],
        reconnection: false,
        ...options,
      })
      socket.on('connect', () => {
        for (let i = 0; i < 200; i += 1) socket.emit('resync', () => {})
      })
      socket.on('connect_error', (error) => resolve(`refused: ${error.message}`))
      socket.on('disconnect', (reason) => resolve(`dropped: ${reason}`))
    })
  expect(await refusal({ extraHeaders: { origin: stack.url } })).toMatch(/session/i)
  expect(await refusal({ extraHeaders: { origin: 'https://evil.example' } })).toMatch(/refused/)
  const page = await signIn(browser, 'maria')
  const cookies = await page.context().cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  expect(await refusal({ extraHeaders: { origin: stack.url, cookie } })).toMatch(/dropped/)
  await page.context().close()
})

test('requests that are too large, from elsewhere, or of an ended session get a code', async ({
  browser,
}) => {
  const page = await signIn(browser, 'ben')
  const { request } = page.context()
  const callId = '0199c0de-0000-7000-8000-000000000001'
  const put = (data: unknown, origin = stack.url) =>
    request.put(`/api/v1/calls/${callId}/note`, { data, headers: { origin } })
  const coded = async (response: Awaited<ReturnType<typeof put>>) => ({
    status: response.status(),
    code: ((await response.json()) as { code: string }).code,
  })
  expect(await coded(await put({ text: 'x'.repeat(300_000) }))).toEqual({
    status: 413,
    code: 'tooLarge',
  })
  expect(await coded(await put({ text: 'x' }, 'https://evil.example'))).toEqual({
    status: 403,
    code: 'wrongOrigin',
  })
  expect(await coded(await put({ text: 'x' }))).toEqual({ status: 404, code: 'notFound' })
  expect(await coded(await put({ words: 'x' }))).toEqual({ status: 400, code: 'badRequest' })
  await page.context().clearCookies()
  expect(await coded(await put({ text: 'x' }))).toEqual({ status: 401, code: 'notSignedIn' })
  await page.context().close()
})

test('guessing a password is slowed down', async ({ playwright }) => {
  const request = await playwright.request.newContext({ baseURL: stack.url })
  const victim = demoUsers.find(({ email }) => email.startsWith('jack@'))
  const statuses: number[] = []
  for (let i = 0; i < 12; i += 1) {
    const answer = await request.post('/api/auth/sign-in/email', {
      data: { email: victim?.email, password: `guess-${i}` },
      headers: { origin: stack.url },
    })
    statuses.push(answer.status())
  }
  expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401])
  expect(statuses.at(-1)).toBe(429)
  await request.dispose()
})
