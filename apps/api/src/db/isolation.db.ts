import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Tx } from './database.ts'
import { type GivenTenant, givenTenant } from './given-tenant.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

/** The tables that row-level security says belong to tenants, asked of PostgreSQL itself. */
type Isolated = { table: string; column: string }

let db: TestDatabase
let isolated: Isolated[]
let a: GivenTenant
let b: GivenTenant

beforeAll(async () => {
  db = await createTestDatabase()
  a = await givenTenant(db.database, 'A')
  b = await givenTenant(db.database, 'B')
  isolated = (
    await db.database.pool.query<Isolated>(`
      select tablename as table, substring(qual from '\\((\\w+) = current_tenant') as column
      from pg_policies
      where schemaname = 'public' and policyname = 'tenant' and qual ~ '= current_tenant\\(\\)\\)$'
        and tablename <> 'users'
      order by 1`)
  ).rows
  await db.database.asSystem(async (tx) => {
    // Rows are made without regard to what they refer to: only whose they are matters here.
    await fillEveryTable(tx, b.tenantId)
  })
})
afterAll(() => db.drop())

async function fillEveryTable(tx: Tx, tenantId: string): Promise<void> {
  for (const row of isolatedRows(tenantId)) {
    await sql.raw(row).execute(tx)
  }
}

/** One row of each isolated table, in the order of their foreign keys. */
function isolatedRows(t: string): string[] {
  const [trunk, queue, lead, disposition, call, session] = Array.from({ length: 6 }, () => uuidv7())
  const { agentId } = b.people.AGENT
  return [
    `insert into audit (id, tenant_id, action, subject_type) values ('${uuidv7()}', '${t}', 'x.y', 'x')`,
    `insert into trunks (id, tenant_id, name, host, match_addresses) values ('${trunk}', '${t}', 'T', '127.0.0.9', '{127.0.0.9}')`,
    `insert into queues (id, tenant_id, name) values ('${queue}', '${t}', 'Q')`,
    `insert into queue_members (tenant_id, queue_id, agent_id) values ('${t}', '${queue}', '${agentId}')`,
    `insert into numbers (id, tenant_id, e164, trunk_id) values ('${uuidv7()}', '${t}', '+12025550199', '${trunk}')`,
    `insert into dispositions (id, tenant_id, name) values ('${disposition}', '${t}', 'D')`,
    `insert into leads (id, tenant_id, name) values ('${lead}', '${t}', 'L')`,
    `insert into lead_phones (tenant_id, lead_id, e164) values ('${t}', '${lead}', '+12025550198')`,
    `insert into calls (id, tenant_id, node, linked_id, direction, caller_number, caller_name, dialled, started_at) values ('${call}', '${t}', 'n', '1.1', 'inbound', '', '', '', now())`,
    `insert into call_legs (tenant_id, call_id, leg_id, position, party, started_at) values ('${t}', '${call}', '1.1', 0, 'external', now())`,
    `insert into queue_visits (tenant_id, call_id, position, queue_id, joined_at) values ('${t}', '${call}', 0, '${queue}', now())`,
    `insert into offers (tenant_id, call_id, leg_id, queue_id, agent_id, made_at) values ('${t}', '${call}', '1.2', '${queue}', '${agentId}', now())`,
    `insert into facts (tenant_id, call_id, position, at, type) values ('${t}', '${call}', 0, now(), 'callStarted')`,
    `insert into recordings (id, tenant_id, call_id, file) values ('${uuidv7()}', '${t}', '${call}', 'f')`,
    `insert into notes (tenant_id, call_id, author_id, text) values ('${t}', '${call}', '${agentId}', 'n')`,
    `insert into call_dispositions (tenant_id, call_id, disposition_id, agent_id) values ('${t}', '${call}', '${disposition}', '${agentId}')`,
    `insert into agent_sessions (id, tenant_id, agent_id, opened_at, seen_at, lease_id) values ('${session}', '${t}', '${agentId}', now(), now(), 'l')`,
    `insert into agent_events (tenant_id, session_id, key, at, event) values ('${t}', '${session}', 'k', now(), '{}')`,
    `insert into agent_intervals (tenant_id, session_id, agent_id, from_at, status) values ('${t}', '${session}', '${agentId}', now(), 'available')`,
  ]
}

const count = async (tx: Tx, { table, column }: Isolated, tenantId: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.table(table)} where ${sql.ref(column)} = ${tenantId}`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}

describe('every table that belongs to tenants', () => {
  test('is known to this test by a row of tenant B', async () => {
    expect(isolated.length).toBeGreaterThanOrEqual(20)
    for (const table of isolated) {
      const seen = await db.database.asSystem((tx) => count(tx, table, b.tenantId))
      expect(seen, `give isolatedRows() a row of ${table.table}`).toBeGreaterThan(0)
    }
  })

  test('is guarded wherever the tenant role may read a tenant column', async () => {
    const { rows } = await db.database.pool.query<{ table: string }>(`
      select c.relname as table from pg_class c
      join pg_attribute at on at.attrelid = c.oid and at.attname = 'tenant_id' and not at.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and has_table_privilege('callfloor_app', c.oid, 'select')
      order by 1`)
    expect(rows.map(({ table }) => table)).toEqual(
      isolated.map(({ table }) => table).filter((table) => table !== 'tenants'),
    )
  })

  test('is guarded by force: the owner of the tables is bound too', async () => {
    const { rows } = await db.database.pool.query<{ relname: string }>(`
      select relname from pg_class
      where relnamespace = 'public'::regnamespace and relrowsecurity and not relforcerowsecurity`)
    expect(rows).toEqual([])
  })

  test("shows tenant A none of tenant B's rows", async () => {
    for (const table of isolated) {
      const seen = await db.database.forTenant(a.tenantId, (tx) => count(tx, table, b.tenantId))
      expect(seen, table.table).toBe(0)
    }
  })

  test("lets tenant A change and delete none of tenant B's rows", async () => {
    for (const { table, column } of isolated.filter((each) => each.table !== 'audit')) {
      const target = sql.table(table)
      const tenant = sql.ref(column)
      const affected = await db.database.forTenant(a.tenantId, async (tx) => {
        const theirs = sql<boolean>`${tenant} = ${b.tenantId}`
        const updated =
          await sql`update ${target} set ${tenant} = ${tenant} where ${theirs}`.execute(tx)
        const deleted = await sql`delete from ${target} where ${theirs}`.execute(tx)
        return [updated.numAffectedRows, deleted.numAffectedRows]
      })
      expect(affected, table).toEqual([0n, 0n])
    }
  })

  test('takes no row that tenant A writes in the name of tenant B', async () => {
    for (const insert of isolatedRows(b.tenantId)) {
      const write = db.database.forTenant(a.tenantId, (tx) => sql.raw(insert).execute(tx))
      await expect(write, insert).rejects.toThrow(/row-level security/)
    }
  })

  test('is empty to the tenant role while no tenant is set', async () => {
    const client = await db.database.pool.connect()
    try {
      await client.query('set role callfloor_app')
      for (const { table } of isolated) {
        const { rows } = await client.query(`select count(*)::int as n from ${table}`)
        expect(rows[0]?.n, table).toBe(0)
      }
    } finally {
      client.release(true)
    }
  })
})

describe('the tenant role', () => {
  const as = (statement: string) =>
    db.database.forTenant(b.tenantId, (tx) => sql.raw(statement).execute(tx))

  test('adds to the audit and can neither change nor delete what stands there', async () => {
    await expect(as("update audit set action = 'z'")).rejects.toThrow(/permission denied/)
    await expect(as('delete from audit')).rejects.toThrow(/permission denied/)
    await expect(as('truncate audit')).rejects.toThrow(/permission denied/)
  })

  test.each(['sessions', 'accounts', 'verifications', 'rate_limits', 'log_lines', 'log_offsets'])(
    'cannot read %s',
    async (table) => {
      await expect(as(`select * from ${table}`)).rejects.toThrow(/permission denied/)
    },
  )

  test('sees the names of its own people only', async () => {
    const { rows } = await db.database.forTenant(a.tenantId, (tx) =>
      sql<{ id: string }>`select id from users order by id`.execute(tx),
    )
    const own = Object.values(a.people).map(({ userId }) => userId)
    expect(rows.map(({ id }) => id)).toEqual(own.sort())
  })

  test('adds no job to the queue', async () => {
    await expect(as("select enqueue_job('x', '{}')")).rejects.toThrow(/permission denied/)
  })

  test('leaves no role and no tenant behind on the connection', async () => {
    await db.database.forTenant(a.tenantId, (tx) => sql`select 1`.execute(tx))
    const { rows } = await db.database.pool.query(
      "select current_user = session_user as same, current_setting('app.tenant_id', true) as tenant",
    )
    expect(rows[0]?.same).toBe(true)
    expect(rows[0]?.tenant ?? '').toBe('')
  })
})
