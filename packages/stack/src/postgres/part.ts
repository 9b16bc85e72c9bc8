import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { readText, writeWhole } from '../home/files.ts'
import { asPlainUser, ownFolder, type PlainUser } from '../home/plain-user.ts'
import { run } from '../home/run.ts'
import type { Part } from '../supervisor/part.ts'
import { postgresBinaries } from './binaries.ts'

export type PostgresOptions = {
  dataFolder: string
  port: number
  password: string
  user: PlainUser | undefined
}

const database = 'callfloor'

/** The address the API connects to. */
export const databaseUrlOf = ({ port, password }: Pick<PostgresOptions, 'port' | 'password'>) =>
  `postgres://callfloor:${password}@127.0.0.1:${port}/${database}`

/** Resolves when the database answers `SELECT 1`. */
export async function probeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_500 })
  // A connection that is cut while idle reports here; the query's own failure is enough.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SELECT 1')
  } finally {
    client.end().catch(() => {})
  }
}

// Modest: a call centre of some hundred agents on a shared machine.
const postgresConf = (port: number): string =>
  [
    "listen_addresses = '127.0.0.1'",
    `port = ${port}`,
    "unix_socket_directories = ''",
    'max_connections = 100',
    'shared_buffers = 128MB',
    'work_mem = 8MB',
    'maintenance_work_mem = 64MB',
    'effective_io_concurrency = 16',
    'random_page_cost = 1.1',
    'wal_compression = on',
    'max_wal_size = 1GB',
    'checkpoint_completion_target = 0.9',
    'idle_in_transaction_session_timeout = 60s',
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    "log_line_prefix = '%m [%p] '",
    '',
  ].join('\n')

async function createCluster({ dataFolder, password, user }: PostgresOptions): Promise<void> {
  // A cluster without this file is a half-made one: initdb writes it early, the mark is ours and last.
  const mark = join(dataFolder, 'callfloor-ready')
  if (existsSync(mark)) return
  rmSync(dataFolder, { recursive: true, force: true })
  ownFolder(dataFolder, user, 0o700)
  const passwordFile = `${dataFolder}.password`
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o644 })
  try {
    const { initdb } = postgresBinaries()
    const argv = [
      initdb,
      `--pgdata=${dataFolder}`,
      '--username=callfloor',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ]
    await run(asPlainUser(argv, user), { cwd: '/' })
  } finally {
    rmSync(passwordFile, { force: true })
  }
  writeFileSync(mark, '')
}

/** The pid in postmaster.pid, where a living PostgreSQL of this folder owns it. */
function livingPostmaster(dataFolder: string): number | undefined {
  const [pid, folder] = readText(join(dataFolder, 'postmaster.pid'))?.split('\n') ?? []
  if (!pid || folder !== dataFolder) return undefined
  const command = readText(`/proc/${Number(pid)}/cmdline`)
  return command?.includes(dataFolder) ? Number(pid) : undefined
}

async function ensureDatabase(options: PostgresOptions): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrlOf(options).replace(/\/callfloor$/, '/postgres'),
  })
  await client.connect()
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${database}`)
  } finally {
    await client.end()
  }
}

/** The embedded PostgreSQL as a part of the stack. */
export function postgresPart(options: PostgresOptions): Part {
  const { dataFolder, port, user } = options
  const { postgres, version } = postgresBinaries()
  const adminUrl = databaseUrlOf(options).replace(/\/callfloor$/, '/postgres')
  return {
    name: 'postgres',
    needs: [],
    version,
    address: `127.0.0.1:${port}`,
    fingerprint: postgresConf(port),
    async prepare() {
      await createCluster(options)
      writeWhole(join(dataFolder, 'postgresql.auto.conf'), postgresConf(port))
      // A pid file whose process is gone would be believed when its pid is taken again.
      if (livingPostmaster(dataFolder) === undefined) {
        rmSync(join(dataFolder, 'postmaster.pid'), { force: true })
      }
    },
    command: () => ({
      argv: asPlainUser([postgres, '-D', dataFolder], user),
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      cwd: '/',
    }),
    probe: () => probeDatabase(adminUrl),
    findOrphan: () => livingPostmaster(dataFolder),
    afterStart: () => ensureDatabase(options),
    // SIGINT is PostgreSQL's fast shutdown: sessions are cut, nothing committed is lost.
    stop: { signal: 'SIGINT', graceMs: 15_000 },
    startTimeoutMs: 60_000,
  }
}
