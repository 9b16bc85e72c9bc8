import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type GivenTenant, givenTenant } from '../db/given-tenant.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { codeOf, startTestApp, type TestApp } from '../http/test-app.ts'
import { UsersModule } from '../users/users.module.ts'

let db: TestDatabase
let api: TestApp
let a: GivenTenant
let b: GivenTenant

beforeAll(async () => {
  db = await createTestDatabase()
  a = await givenTenant(db.database, 'A')
  b = await givenTenant(db.database, 'B')
  api = await startTestApp(db.url, { imports: [UsersModule] })
})
afterAll(async () => {
  await api.stop()
  await db.drop()
})
beforeEach(() => db.database.asSystem((tx) => tx.deleteFrom('rate_limits').execute()))

const tryToSignIn = (email: string, password: string) =>
  api.ask('/api/auth/sign-in/email', { method: 'POST', body: { email, password } })

describe('signing in', () => {
  test('gives a cookie that scripts cannot read and other sites cannot send', async () => {
    const { email, password } = a.people.AGENT
    const answer = await tryToSignIn(email, password)
    expect(answer.status).toBe(200)
    const cookie = answer.headers.getSetCookie().find((each) => each.includes('session_token'))
    expect(cookie).toMatch(/^callfloor\.session_token=/)
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).not.toMatch(/Secure/i)
  })

  test('gives a cookie for HTTPS only where Callfloor is served so', async () => {
    const secure = await startTestApp(db.url, {}, { PUBLIC_URL: 'https://calls.example' })
    const { email, password } = a.people.AGENT
    const answer = await secure.ask('/api/auth/sign-in/email', {
      method: 'POST',
      body: { email, password },
      headers: { origin: 'https://calls.example' },
    })
    expect(answer.headers.getSetCookie().join()).toMatch(
      /__Secure-callfloor\.session_token=.*Secure/,
    )
    await secure.stop()
  })

  test('opens the tenant of the person', async () => {
    const cookie = await api.signIn(b.people.MANAGER)
    const { status, body } = await api.ask('/api/v1/me', { cookie })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      user: { id: b.people.MANAGER.userId, email: b.people.MANAGER.email },
      tenant: { id: b.tenantId, name: 'B' },
      role: 'MANAGER',
      agentId: b.people.MANAGER.agentId,
      hasDemo: false,
      hasDemoPassword: false,
    })
  })

  test('says the same for a wrong password and an unknown person', async () => {
    const wrong = await tryToSignIn(a.people.AGENT.email, 'not the password')
    const unknown = await tryToSignIn('nobody@x.example', 'not the password')
    expect([wrong.status, codeOf(wrong)]).toEqual([401, 'notSignedIn'])
    expect({ ...(unknown.body as object), requestId: '' }).toEqual({
      ...(wrong.body as object),
      requestId: '',
    })
  })

  test('keeps the token out of what scripts can read', async () => {
    const { email, password } = a.people.AGENT
    const answer = await tryToSignIn(email, password)
    const cookies = answer.headers.getSetCookie().join()
    const token = /session_token=([^.]+)/.exec(cookies)?.[1] ?? ''
    expect(token.length).toBeGreaterThan(20)
    expect(JSON.stringify(answer.body)).not.toContain(token)
    const session = await api.ask('/api/auth/get-session', { cookie: cookies.split(';')[0] ?? '' })
    expect(session.body).toMatchObject({ user: { email } })
    expect(JSON.stringify(session.body)).not.toContain(token)
  })

  test.each(['/sign-up/email', '/update-user', '/delete-user', '/request-password-reset'])(
    'is all there is: %s is not open',
    async (path) => {
      const answer = await api.ask(`/api/auth${path}`, {
        method: 'POST',
        cookie: await api.signIn(a.people.AGENT),
        body: { email: 'new@x.example', password: 'long enough to pass', name: 'New' },
      })
      expect([answer.status, codeOf(answer)]).toEqual([404, 'notFound'])
    },
  )

  test('works with a new password after it was changed, and no more with the old', async () => {
    const person = (await givenTenant(db.database, 'D')).people.AGENT
    const cookie = await api.signIn(person)
    const change = (currentPassword: string, newPassword: string) =>
      api.ask('/api/auth/change-password', {
        method: 'POST',
        cookie,
        body: { currentPassword, newPassword, revokeOtherSessions: true },
      })
    expect((await change('not it', 'another-long-one')).status).toBe(400)
    expect((await change(person.password, 'short')).status).toBe(400)
    expect((await change(person.password, 'another-long-one')).status).toBe(200)
    expect((await tryToSignIn(person.email, person.password)).status).toBe(401)
    expect((await tryToSignIn(person.email, 'another-long-one')).status).toBe(200)
  })

  test.each([
    ['no body', undefined],
    ['no e-mail', { password: 'x' }],
    ['a number', { email: 7, password: 'x' }],
    ['broken JSON', '{"email":'],
  ])('refuses %s', async (_, body) => {
    const answer = await api.ask('/api/auth/sign-in/email', { method: 'POST', body })
    expect([answer.status, codeOf(answer)]).toEqual([400, 'badRequest'])
  })

  test('is throttled by person: the right password does not help after ten wrong ones', async () => {
    const { email, password } = a.people.ADMIN
    for (let attempt = 0; attempt < 10; attempt++) {
      expect((await tryToSignIn(email, `guess ${attempt}`)).status).toBe(401)
    }
    const throttled = await tryToSignIn(email, password)
    expect([throttled.status, codeOf(throttled)]).toEqual([429, 'tooManyRequests'])
    // Somebody else at the same address is not locked out by it.
    expect((await tryToSignIn(a.people.OWNER.email, password)).status).toBe(200)
  })

  test('counts guesses that are made at once', async () => {
    const { email } = a.people.MANAGER
    const answers = await Promise.all(
      Array.from({ length: 14 }, (_, guess) => tryToSignIn(email, `guess ${guess}`)),
    )
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(4)
  })

  test('forgives the wrong tries before a right one', async () => {
    const { email, password } = a.people.SUPERVISOR
    for (let round = 0; round < 2; round++) {
      for (let attempt = 0; attempt < 9; attempt++) await tryToSignIn(email, 'a guess')
      expect((await tryToSignIn(email, password)).status).toBe(200)
    }
  })

  test('is possible again when the window is over', async () => {
    const { email, password } = a.people.ADMIN
    for (let attempt = 0; attempt < 11; attempt++) await tryToSignIn(email, 'a guess')
    await db.database.asSystem((tx) =>
      tx.updateTable('rate_limits').set({ last_request: sql`last_request - 16 * 60000` }).execute(),
    )
    expect((await tryToSignIn(email, password)).status).toBe(200)
  })
})

describe('a session', () => {
  test('ends at once by signing out', async () => {
    const cookie = await api.signIn(a.people.AGENT)
    expect((await api.ask('/api/v1/me', { cookie })).status).toBe(200)
    expect((await api.ask('/api/auth/sign-out', { method: 'POST', cookie, body: {} })).status).toBe(
      200,
    )
    const answer = await api.ask('/api/v1/me', { cookie })
    expect([answer.status, codeOf(answer)]).toEqual([401, 'notSignedIn'])
  })

  test('that has expired is none', async () => {
    const cookie = await api.signIn(a.people.AGENT)
    await db.database.asSystem((tx) =>
      tx
        .updateTable('sessions')
        .set({ expires_at: sql`now() - interval '1 second'` })
        .where('user_id', '=', a.people.AGENT.userId)
        .execute(),
    )
    const answer = await api.ask('/api/v1/me', { cookie })
    expect([answer.status, codeOf(answer)]).toEqual([401, 'notSignedIn'])
  })

  test.each([
    ['none', undefined],
    ['an invented one', 'callfloor.session_token=abc.def'],
    ['a broken one', 'callfloor.session_token=%E0%A4%A'],
  ])('%s does not open /me', async (_, cookie) => {
    const answer = await api.ask('/api/v1/me', cookie ? { cookie } : {})
    expect([answer.status, codeOf(answer)]).toEqual([401, 'notSignedIn'])
  })

  test('of somebody who left the tenant opens nothing', async () => {
    const left = (await givenTenant(db.database, 'C')).people.AGENT
    const cookie = await api.signIn(left)
    await db.database.asSystem((tx) =>
      tx.updateTable('memberships').set({ active: false }).where('id', '=', left.agentId).execute(),
    )
    const answer = await api.ask('/api/v1/me', { cookie })
    expect([answer.status, codeOf(answer)]).toEqual([403, 'noTenant'])
  })

  test("does not open another tenant by naming it in a cookie, only one's own", async () => {
    const cookie = await api.signIn(a.people.OWNER)
    const foreign = await api.ask('/api/v1/me', {
      cookie: `${cookie}; callfloor_tenant=${b.tenantId}`,
    })
    expect(foreign.body).toMatchObject({ tenant: { id: a.tenantId } })
    await db.database.asSystem((tx) =>
      tx
        .insertInto('memberships')
        .values({
          id: crypto.randomUUID(),
          tenant_id: b.tenantId,
          user_id: a.people.OWNER.userId,
          role: 'AGENT',
        })
        .execute(),
    )
    const own = await api.ask('/api/v1/me', {
      cookie: `${cookie}; callfloor_tenant=${b.tenantId}; other=1`,
    })
    expect(own.body).toMatchObject({ tenant: { id: b.tenantId }, role: 'AGENT' })
  })
})
