import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openGate } from '../db/gate.ts'
import { type GivenTenant, givenTenant } from '../db/given-tenant.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { HealthModule } from '../health/health.module.ts'
import { UsersModule } from '../users/users.module.ts'
import { codeOf, startTestApp, type TestApp } from './test-app.ts'

let db: TestDatabase
let api: TestApp
let tenant: GivenTenant

beforeAll(async () => {
  db = await createTestDatabase()
  tenant = await givenTenant(db.database)
  api = await startTestApp(
    db.url,
    { imports: [HealthModule, UsersModule] },
    { ALLOWED_ORIGINS: 'https://other.example, https://third.example' },
  )
})
afterAll(async () => {
  await api.stop()
  await db.drop()
})

describe('a request that may change something', () => {
  const signIn = (headers: Record<string, string>) => {
    const { email, password } = tenant.people.AGENT
    return api.ask('/api/auth/sign-in/email', {
      method: 'POST',
      body: { email, password },
      headers,
    })
  }

  test.each(['https://evil.example', 'null', 'http://callfloor.test.evil.example', ''])(
    'is refused from the origin %j',
    async (origin) => {
      const answer = await signIn({ origin })
      expect([answer.status, codeOf(answer)]).toEqual([403, 'wrongOrigin'])
    },
  )

  test('is refused to every method that is not a plain read', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await api.ask('/api/v1/me', {
        method,
        headers: { origin: 'https://evil.example' },
      })
      expect([answer.status, codeOf(answer)], method).toEqual([403, 'wrongOrigin'])
    }
  })

  test.each(['http://callfloor.test', 'https://other.example', 'https://third.example'])(
    'is let in from %s',
    async (origin) => {
      expect((await signIn({ origin })).status).toBe(200)
    },
  )
})

describe('a body', () => {
  test('of more than 256 kB is refused as too large', async () => {
    const answer = await api.ask('/api/auth/sign-in/email', {
      method: 'POST',
      body: { email: 'a@x.example', password: 'x'.repeat(256 * 1024) },
    })
    expect([answer.status, codeOf(answer)]).toEqual([413, 'tooLarge'])
  })

  test('that is far too large is read to its end, so that a proxy gets the answer too', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        api.ask('/api/auth/sign-in/email', { method: 'POST', body: 'x'.repeat(4 * 1024 * 1024) }),
      ),
    )
    expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(413))
  })

  test('that is no JSON is refused', async () => {
    const answer = await api.ask('/api/auth/sign-in/email', { method: 'POST', body: '{' })
    expect([answer.status, codeOf(answer)]).toEqual([400, 'badRequest'])
  })
})

describe('every answer', () => {
  test('carries the id of its log line, and so does a refusal in its body', async () => {
    const { headers, body } = await api.ask('/api/v1/me')
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(body).toMatchObject({ requestId: headers.get('x-request-id') })
  })

  test('may neither be framed nor sniffed', async () => {
    const { headers } = await api.ask('/api/v1/me')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('for an address that is none is notFound', async () => {
    const answer = await api.ask('/api/v1/nothing-here')
    expect([answer.status, codeOf(answer)]).toEqual([404, 'notFound'])
  })
})

test('who asks too often in one session is turned away, and others are not', async () => {
  const cookie = await api.signIn(tenant.people.AGENT)
  const other = await api.signIn(tenant.people.ADMIN)
  const path = '/api/openapi.json'
  const answers: number[] = []
  for (let round = 0; round < 601; round += 50) {
    const batch = Array.from({ length: 50 }, () => api.ask(path, { method: 'HEAD', cookie }))
    answers.push(...(await Promise.all(batch)).map(({ status }) => status))
  }
  expect(answers.filter((status) => status === 200)).toHaveLength(600)
  expect(answers.at(-1)).toBe(429)
  const refused = await api.ask(path, { cookie })
  expect(codeOf(refused)).toBe('tooManyRequests')
  expect(Number(refused.headers.get('retry-after-session'))).toBeGreaterThan(0)
  expect((await api.ask(path, { cookie: other })).status).toBe(200)
})

describe('health', () => {
  test('is well while the database answers', async () => {
    expect((await api.ask('/api/health')).status).toBe(200)
    expect((await api.ask('/api/health/live')).status).toBe(200)
    expect((await api.ask('/api/health/ready')).body).toMatchObject({ status: 'ok' })
  })

  test('metrics are for this machine, not for what comes through the edge', async () => {
    const local = await api.ask('/api/metrics')
    expect(local.body).toContain('callfloor_api_process_cpu_user_seconds_total')
    const forwarded = await api.ask('/api/metrics', {
      headers: { 'x-forwarded-for': '203.0.113.9' },
    })
    expect([forwarded.status, codeOf(forwarded)]).toEqual([404, 'notFound'])
  })

  test('the contract is published as OpenAPI', async () => {
    const { body } = await api.ask('/api/openapi.json')
    expect(body).toMatchObject({ servers: [{ url: '/api/v1' }], paths: { '/me': {} } })
  })
})

describe('while the database is gone', () => {
  test('everything that needs it says so, sign-in too, and works again when it is back', async () => {
    const gate = await openGate(db.url)
    const cut = await startTestApp(gate.url, { imports: [HealthModule, UsersModule] })
    const { email, password } = tenant.people.AGENT
    const cookie = await cut.signIn({ email, password })
    await gate.shut()
    const signIn = { method: 'POST', body: { email, password } }
    for (const answer of [
      await cut.ask('/api/v1/me', { cookie: `${cookie}; other=1` }),
      await cut.ask('/api/auth/sign-in/email', signIn),
      await cut.ask('/api/auth/get-session', { cookie }),
    ]) {
      expect([answer.status, codeOf(answer)]).toEqual([503, 'databaseUnavailable'])
    }
    expect((await cut.ask('/api/health/ready')).status).toBe(503)
    expect((await cut.ask('/api/health/live')).status).toBe(200)
    await gate.open()
    expect((await cut.ask('/api/v1/me', { cookie })).status).toBe(200)
    expect((await cut.ask('/api/health/ready')).status).toBe(200)
    await cut.stop()
    await gate.shut()
  })
})
