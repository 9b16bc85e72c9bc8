import type { DemoLogin } from '@callfloor/contracts'
import { demoQueues, demoUsers } from '@callfloor/domain'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import { type GivenTenant, givenTenant } from '../db/given-tenant.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { codeOf, startTestApp, type TestApp } from '../http/test-app.ts'
import { Directory } from '../telephony/directory.service.ts'
import { UsersModule } from '../users/users.module.ts'
import { DemoController } from './demo.controller.ts'
import { DemoService } from './demo.service.ts'
import { DemoLogins } from './demo-logins.service.ts'

let db: TestDatabase
let api: TestApp

const providers = [DemoService, DemoLogins, Directory]
const start = (settings: Record<string, string> = {}) =>
  startTestApp(
    db.url,
    { imports: [UsersModule], controllers: [DemoController], providers },
    { DEMO: 'true', PSTN_HOST: '127.0.0.2', PSTN_PORT: '5099', ...settings },
  )

beforeEach(async () => {
  db = await createTestDatabase()
  api = await start()
})
afterEach(async () => {
  await api.stop()
  await db.drop()
})

const user = (role: string) => {
  const found = demoUsers.find((each) => each.role === role)
  if (!found) throw new Error(`no ${role} in the demo`)
  return found
}

async function contents(database: Database) {
  const tables = [
    'tenants',
    'users',
    'memberships',
    'queues',
    'queue_members',
    'numbers',
    'trunks',
    'dispositions',
    'leads',
    'lead_phones',
  ] as const
  const entries: [string, number][] = []
  await database.asSystem(async (tx) => {
    for (const table of tables) {
      const { n } = await tx
        .selectFrom(table)
        .select((row) => row.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      entries.push([table, n])
    }
  })
  return Object.fromEntries(entries)
}

const whole = {
  tenants: 1,
  users: 14,
  memberships: 14,
  queues: 2,
  queue_members: 15,
  numbers: 2,
  trunks: 1,
  dispositions: 6,
  leads: 200,
}

describe('the demo', () => {
  test('is whole after the first start and not doubled by the next', async () => {
    expect(await contents(db.database)).toMatchObject(whole)
    await api.stop()
    api = await start()
    expect(await contents(db.database)).toMatchObject(whole)
  })

  test('is not set up twice by two processes that start at once', async () => {
    const other = await createTestDatabase()
    const apps = await Promise.all(
      [1, 2].map(() =>
        startTestApp(
          other.url,
          { imports: [UsersModule], controllers: [DemoController], providers },
          { DEMO: 'true' },
        ),
      ),
    )
    expect(await contents(other.database)).toMatchObject(whole)
    await Promise.all(apps.map((app) => app.stop()))
    await other.drop()
  })

  test('lets each of its people sign in, in their role', async () => {
    for (const { email, password, role, name } of demoUsers) {
      const cookie = await api.signIn({ email, password })
      const { body } = await api.ask('/api/v1/me', { cookie })
      expect(body).toMatchObject({ role, hasDemo: true, user: { name, email } })
    }
  })

  test('leads its numbers to its queues over its carrier', async () => {
    const { trunks, queues } = api.app.get(Directory)
    expect(trunks).toMatchObject([{ host: '127.0.0.2', port: 5099, matchAddresses: ['127.0.0.2'] }])
    const routes = trunks[0]?.numbers.map(({ e164, queueId }) => ({
      number: e164,
      name: queueId && queues.get(queueId)?.name,
    }))
    expect(routes).toEqual(demoQueues.map(({ name, number }) => ({ number, name })))
  })

  test('follows its carrier to another port at the next start', async () => {
    await api.stop()
    api = await start({ PSTN_PORT: '5111' })
    expect(api.app.get(Directory).trunks).toMatchObject([{ port: 5111 }])
  })

  test('is not set up where it is switched off', async () => {
    const other = await createTestDatabase()
    const app = await startTestApp(other.url, { providers: [DemoService, Directory] })
    expect(await contents(other.database)).toMatchObject({ tenants: 0, users: 0 })
    await app.stop()
    await other.drop()
  })
})

describe('the demo logins', () => {
  const logins = async (app = api) =>
    (await app.ask('/api/v1/demo/logins')).body as { logins: DemoLogin[] }

  test('are told to anybody, and each of them works', async () => {
    const { logins: told } = await logins()
    expect(told).toEqual(demoUsers)
    for (const login of told) expect(await api.signIn(login)).toContain('session_token')
  })

  test('leave out who has set a password of their own, and that person is told no more', async () => {
    const owner = user('OWNER')
    const cookie = await api.signIn(owner)
    const me = async () => (await api.ask('/api/v1/me', { cookie: await newest() })).body
    let password = owner.password
    const newest = () => api.signIn({ email: owner.email, password })
    expect(await me()).toMatchObject({ hasDemoPassword: true })
    const changed = await api.ask('/api/auth/change-password', {
      method: 'POST',
      cookie,
      body: {
        currentPassword: password,
        newPassword: 'nobody-knows-this',
        revokeOtherSessions: true,
      },
    })
    expect(changed.status).toBe(200)
    password = 'nobody-knows-this'
    expect(await me()).toMatchObject({ hasDemoPassword: false })
    expect((await logins()).logins.map(({ email }) => email)).not.toContain(owner.email)
    expect((await logins()).logins).toHaveLength(demoUsers.length - 1)
  })

  test('are none once the demo is removed, and who stays is told of the password', async () => {
    const cookie = await api.signIn(user('OWNER'))
    await api.ask('/api/v1/demo', { method: 'DELETE', cookie })
    expect(await logins()).toEqual({ logins: [] })
    const { body } = await api.ask('/api/v1/me', { cookie })
    expect(body).toMatchObject({ hasDemo: false, hasDemoPassword: true })
  })

  test('are none where the demo is switched off, though its people are there', async () => {
    await api.stop()
    api = await start({ DEMO: 'false' })
    expect(await logins()).toEqual({ logins: [] })
  })
})

describe('removing the demo', () => {
  const remove = async (role: string) =>
    api.ask('/api/v1/demo', { method: 'DELETE', cookie: await api.signIn(user(role)) })

  test.each(['AGENT', 'MANAGER', 'SUPERVISOR'])('is not allowed to %s', async (role) => {
    const answer = await remove(role)
    expect([answer.status, codeOf(answer)]).toEqual([403, 'notAllowed'])
    expect(await contents(db.database)).toMatchObject(whole)
  })

  test('takes out all that was seeded, and leaves who acted and the owner', async () => {
    const answer = await remove('ADMIN')
    expect(answer.body).toEqual({
      removed: { people: 12, leads: 200, dispositions: 6, numbers: 2, queues: 2, trunks: 1 },
    })
    expect(await contents(db.database)).toEqual({
      tenants: 1,
      users: 2,
      memberships: 2,
      queues: 0,
      queue_members: 0,
      numbers: 0,
      trunks: 0,
      dispositions: 0,
      leads: 0,
      lead_phones: 0,
    })
    for (const role of ['ADMIN', 'OWNER']) {
      const { body } = await api.ask('/api/v1/me', { cookie: await api.signIn(user(role)) })
      expect(body).toMatchObject({ role, hasDemo: false })
    }
    expect(api.app.get(Directory).trunks).toEqual([])
  })

  test('is audited with what it took', async () => {
    await remove('OWNER')
    const rows = await db.database.asSystem((tx) => tx.selectFrom('audit').selectAll().execute())
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ action: 'demo.removed', details: { leads: 200, people: 13 } })
  })

  test('twice takes nothing more and is written down once', async () => {
    await remove('OWNER')
    expect((await remove('OWNER')).body).toEqual({ removed: {} })
    const rows = await db.database.asSystem((tx) => tx.selectFrom('audit').select('id').execute())
    expect(rows).toHaveLength(1)
  })

  test('is for good: the next start does not bring it back', async () => {
    await remove('OWNER')
    await api.stop()
    api = await start()
    expect(await contents(db.database)).toMatchObject({ tenants: 1, users: 1, leads: 0, queues: 0 })
  })

  test('spares what people added themselves, and people who work elsewhere too', async () => {
    const { tenantId } = await demoTenantOf(db.database)
    const elsewhere: GivenTenant = await givenTenant(db.database, 'Elsewhere')
    const kept = crypto.randomUUID()
    await db.database.asSystem(async (tx) => {
      await tx
        .insertInto('leads')
        .values({ id: kept, tenant_id: tenantId, name: 'Our own' })
        .execute()
      const ana = await tx
        .selectFrom('users')
        .select('id')
        .where('email', '=', user('AGENT').email)
        .executeTakeFirstOrThrow()
      await tx
        .insertInto('memberships')
        .values({
          id: crypto.randomUUID(),
          tenant_id: elsewhere.tenantId,
          user_id: ana.id,
          role: 'AGENT',
        })
        .execute()
    })
    await remove('OWNER')
    const leads = await db.database.asSystem((tx) => tx.selectFrom('leads').select('id').execute())
    expect(leads).toEqual([{ id: kept }])
    const { body } = await api.ask('/api/v1/me', { cookie: await api.signIn(user('AGENT')) })
    expect(body).toMatchObject({ tenant: { id: elsewhere.tenantId } })
  })
})

async function demoTenantOf(database: Database) {
  const { id } = await database.asSystem((tx) =>
    tx.selectFrom('tenants').select('id').where('slug', '=', 'acme').executeTakeFirstOrThrow(),
  )
  return { tenantId: id }
}
