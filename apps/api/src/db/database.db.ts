import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { CallfloorError } from '@callfloor/domain'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Database } from './database.ts'
import { type Gate, openGate } from './gate.ts'
import { migrate } from './migrate.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
let gate: Gate
let database: Database

beforeEach(async () => {
  db = await createTestDatabase()
  gate = await openGate(db.url)
  database = new Database(gate.url, 4)
})
afterEach(async () => {
  await database.onApplicationShutdown()
  await gate.shut()
  await db.drop()
})

const ask = (tx: Parameters<Parameters<Database['asSystem']>[0]>[0]) => sql`select 1`.execute(tx)
const codeOf = (error: unknown) => (error instanceof CallfloorError ? error.code : error)

describe('the database', () => {
  test('keeps nothing of a transaction that fails, and is usable after it', async () => {
    const id = uuidv7()
    const failing = database.asSystem(async (tx) => {
      await tx.insertInto('tenants').values({ id, slug: 'gone', name: 'Gone' }).execute()
      throw new CallfloorError('conflict', 'no')
    })
    await expect(failing.catch(codeOf)).resolves.toBe('conflict')
    const found = await database.asSystem((tx) => tx.selectFrom('tenants').select('id').execute())
    expect(found).toEqual([])
  })

  test('that cannot be reached says so, and is used again when it is back', async () => {
    await database.asSystem(ask)
    await gate.shut()
    await expect(database.asSystem(ask).catch(codeOf)).resolves.toBe('databaseUnavailable')
    await expect(database.ping().catch(codeOf)).resolves.toBe('databaseUnavailable')
    await gate.open()
    await database.ping()
    await database.asSystem(ask)
  })

  test('that goes away under a running transaction fails that one only', async () => {
    const cut = database.asSystem(async (tx) => {
      await gate.shut()
      return ask(tx)
    })
    await expect(cut.catch(codeOf)).resolves.toBe('databaseUnavailable')
    await gate.open()
    await Promise.all([1, 2, 3, 4].map(() => database.asSystem(ask)))
  })

  test('that restarts breaks idle connections without harm', async () => {
    await Promise.all([1, 2, 3, 4].map(() => database.asSystem(ask)))
    await db.database.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    await expect
      .poll(() => Promise.all([1, 2, 3, 4].map(() => database.asSystem(ask))).then(() => 'well'))
      .toBe('well')
  })

  test('that hangs lets a new caller go after three seconds', async () => {
    gate.freeze()
    const asked = performance.now()
    await expect(database.ping().catch(codeOf)).resolves.toBe('databaseUnavailable')
    expect(performance.now() - asked).toBeLessThan(6_000)
    gate.thaw()
  })

  test('reads bigint as a number and timestamptz as a date', async () => {
    const { rows } = await database.pool.query(
      "select 9007199254740991::int8 as n, 'epoch'::timestamptz as t",
    )
    expect(rows[0]).toEqual({ n: Number.MAX_SAFE_INTEGER, t: new Date(0) })
  })
})

describe('the job queue', () => {
  test('takes a job in the transaction of who adds it, once for a key', async () => {
    const add = (key: string) => (tx: Parameters<typeof ask>[0]) =>
      sql`select enqueue_job('encode', ${JSON.stringify({ n: 1 })}::json, ${key})`.execute(tx)
    await database.asSystem(add('a'))
    await database.asSystem(add('a'))
    await database
      .asSystem(async (tx) => {
        await add('b')(tx)
        throw new CallfloorError('conflict', 'no')
      })
      .catch(codeOf)
    const { rows } = await database.pool.query('select key from graphile_worker.jobs')
    expect(rows).toEqual([{ key: 'a' }])
  })
})

describe('migrating', () => {
  test('again does nothing, also by two at once', async () => {
    expect(await Promise.all([migrate(database.pool), migrate(db.database.pool)])).toEqual([[], []])
  })

  test('schema.ts tells the tables as they are (pnpm --filter @callfloor/api db:types)', async () => {
    const api = new URL('../..', import.meta.url).pathname
    const bin = `${api}node_modules/kysely-codegen/dist/cli/bin.js`
    const run = promisify(execFile)(process.execPath, [bin, '--verify'], {
      cwd: api,
      env: { ...process.env, DATABASE_URL: db.url },
    })
    await expect(run.then(() => 'up to date')).resolves.toBe('up to date')
  })

  test('refuses a number that is no E.164', async () => {
    const tenantId = uuidv7()
    const leadId = uuidv7()
    await database.asSystem(async (tx) => {
      await tx.insertInto('tenants').values({ id: tenantId, slug: 'te', name: 'T' }).execute()
      await tx.insertInto('leads').values({ id: leadId, tenant_id: tenantId, name: 'L' }).execute()
    })
    for (const e164 of [
      '12025550111',
      '+0202555011',
      '+1',
      '+1202555011a',
      '+12025550111 ',
      "+1';--",
    ]) {
      const add = database.forTenant(tenantId, (tx) =>
        tx
          .insertInto('lead_phones')
          .values({ tenant_id: tenantId, lead_id: leadId, e164 })
          .execute(),
      )
      await expect(add, e164).rejects.toThrow(/lead_phones_e164_check/)
    }
  })
})
