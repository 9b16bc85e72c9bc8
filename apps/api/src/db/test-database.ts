import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { openPool } from './pool.ts'

export type TestDatabase = { url: string; database: Database; drop: () => Promise<void> }

/**
 * A fresh, migrated database of its own on the server of TEST_DATABASE_URL: a copy of a template
 * that is made once for each state of the migrations.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL
  if (!server)
    throw new Error('TEST_DATABASE_URL is not set. Run the tests by ./callfloor test db.')
  const name = `callfloor_test_${randomBytes(6).toString('hex')}`
  await asAdmin(server, async (admin) => {
    // Copying needs a template that nobody is connected to: one at a time.
    await admin.query("select pg_advisory_lock(hashtext('callfloor.template'))")
    const template = await ensureTemplate(admin, server)
    await admin.query(`create database ${name} template ${template}`)
  })
  const url = urlOf(server, name)
  const database = new Database(url, 8)
  const drop = async () => {
    await database.onApplicationShutdown()
    await asAdmin(server, async (admin) => {
      // Force may not end an autovacuum; without it the server waits for that one itself.
      await admin
        .query(`drop database ${name} with (force)`)
        .catch(() => admin.query(`drop database ${name}`))
    })
  }
  return { url, database, drop }
}

async function ensureTemplate(admin: pg.Client, server: string): Promise<string> {
  const template = `callfloor_template_${digestOfMigrations()}`
  const found = await admin.query('select from pg_database where datname = $1', [template])
  if (found.rowCount) return template
  const unfinished = `${template}_unfinished`
  await admin.query(`drop database if exists ${unfinished} with (force)`)
  await admin.query(`create database ${unfinished}`)
  const pool = openPool(urlOf(server, unfinished), 2)
  try {
    await migrate(pool)
  } finally {
    await pool.end()
  }
  await admin.query(`alter database ${unfinished} rename to ${template}`)
  return template
}

function digestOfMigrations(): string {
  const folder = join(import.meta.dirname, 'migrations')
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)))
  return hash.digest('hex').slice(0, 12)
}

async function asAdmin<T>(server: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}
