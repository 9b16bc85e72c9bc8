import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Logger } from '@nestjs/common'
import { runMigrations } from 'graphile-worker'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import type { Pool } from 'pg'
import { isConnectionError } from './connection-error.ts'

const folder = join(import.meta.dirname, 'migrations')

/** Each NNNN-name.sql is one migration; there is no way back but a backup. */
const sqlFiles: MigrationProvider = {
  async getMigrations(): Promise<Record<string, Migration>> {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
    return Object.fromEntries(
      names.map((name, index) => [
        name.replace(/\.sql$/, ''),
        {
          up: async (db) => {
            await sql.raw(texts[index] ?? '').execute(db)
          },
        },
      ]),
    )
  },
}

/**
 * Brings the schema, and that of the job queue, up to date. Two processes that start at once take
 * turns by an advisory lock.
 * @returns the names of the migrations that ran
 * @throws the error of the migration that failed; nothing of it stays
 */
export async function migrate(pool: Pool): Promise<string[]> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  const { error, results } = await new Migrator({ db, provider: sqlFiles }).migrateToLatest()
  if (error) throw error
  await runMigrations({ pgPool: pool })
  return (results ?? []).map((result) => result.migrationName)
}

/** As {@link migrate}, but waits for a database that is not up yet. */
export async function migrateWhenReachable(pool: Pool): Promise<void> {
  const logger = new Logger('Database')
  for (let pauseMs = 250; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
    try {
      for (const name of await migrate(pool)) logger.log(`Migrated the schema: ${name}`)
      return
    } catch (error) {
      if (!isConnectionError(error)) throw error
      logger.warn(`The database does not answer; trying again in ${pauseMs} ms`)
      await setTimeout(pauseMs)
    }
  }
}
