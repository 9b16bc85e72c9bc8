import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { defaultHome, startStack } from '../src/index.ts'

/**
 * Gives the db tests a PostgreSQL in TEST_DATABASE_URL: the one `callfloor test` started,
 * or, for a run of vitest by itself, one that lives as long as the run.
 */
export default async function withPostgres(): Promise<() => Promise<void>> {
  if (process.env.TEST_DATABASE_URL) return async () => {}
  const home = join(defaultHome(), `test-db-${process.pid}`)
  const stack = await startStack({ home, only: ['postgres'] }).catch((error) => {
    rmSync(home, { recursive: true, force: true })
    throw error
  })
  process.env.TEST_DATABASE_URL = stack.databaseUrl
  return async () => {
    await stack.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
