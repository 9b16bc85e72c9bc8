import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenTenant, givenTenant } from '../db/given-tenant.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { LeadsModule } from '../leads/leads.module.ts'
import { UsersModule } from '../users/users.module.ts'
import { type Answer, codeOf, startTestApp, type TestApp } from './test-app.ts'
import { ProbeController } from './test-probe.ts'

// nestjs-pino has one logger for a process, so this file starts one app only.
describe('the log', () => {
  let db: TestDatabase
  let tenant: GivenTenant
  let probe: TestApp
  const lines: Record<string, unknown>[] = []
  const log = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)))
      done()
    },
  })
  const linesOf = (answer: Answer) =>
    lines.filter(
      ({ req }) => (req as { id: string } | undefined)?.id === answer.headers.get('x-request-id'),
    )

  beforeAll(async () => {
    db = await createTestDatabase()
    tenant = await givenTenant(db.database)
    probe = await startTestApp(
      db.url,
      { imports: [UsersModule, LeadsModule], controllers: [ProbeController] },
      { LOG_LEVEL: 'info' },
      log,
    )
  })
  afterAll(async () => {
    await probe.stop()
    await db.drop()
  })

  test('has one line for each refusal, that names its code', async () => {
    const cookie = await probe.signIn(tenant.people.MANAGER)
    const tooLarge = JSON.stringify({ text: 'x'.repeat(256 * 1024) })
    const wrong = { email: tenant.people.OWNER.email, password: 'a wrong one' }
    const refused: [string, Answer][] = [
      ['notSignedIn', await probe.ask('/api/v1/me')],
      ['notFound', await probe.ask('/api/v1/nothing')],
      ['badRequest', await probe.ask('/api/v1/leads?limit=0', { cookie })],
      ['tooLarge', await probe.ask('/api/v1/probe/echo', { method: 'POST', body: tooLarge })],
      ['badRequest', await probe.ask('/api/v1/probe/echo', { method: 'POST', body: '{' })],
      ['wrongOrigin', await probe.ask('/api/v1/me', { method: 'PUT', headers: { origin: 'x' } })],
      ['notSignedIn', await probe.ask('/api/auth/sign-in/email', { method: 'POST', body: wrong })],
      ['tooLarge', await probe.ask('/api/auth/sign-in/email', { method: 'POST', body: tooLarge })],
      ['internal', await probe.ask('/api/v1/probe/fail')],
    ]
    for (const [code, answer] of refused) {
      expect(codeOf(answer)).toBe(code)
      await expect
        .poll(() => linesOf(answer).map(({ refusal }) => refusal), { message: code })
        .toEqual([code])
    }
  })

  test('tells the cause of what nobody foresaw, and the answer does not', async () => {
    const answer = await probe.ask('/api/v1/probe/fail')
    expect(JSON.stringify(answer.body)).not.toContain('the cause')
    await expect
      .poll(() => linesOf(answer).at(0))
      .toMatchObject({
        level: 50,
        err: {
          message: 'the cause, for the log only',
          stack: expect.stringContaining('test-probe'),
        },
      })
  })

  test('holds no password, no cookie and no query', async () => {
    const cookie = await probe.signIn(tenant.people.OWNER)
    const answer = await probe.ask('/api/v1/leads?search=private', { cookie })
    await expect.poll(() => linesOf(answer)).toHaveLength(1)
    const text = JSON.stringify(lines)
    expect(text).not.toContain(tenant.people.OWNER.password)
    expect(text).not.toContain(cookie.split('=')[1]?.slice(0, 20))
    expect(text).not.toContain('private')
  })
})
