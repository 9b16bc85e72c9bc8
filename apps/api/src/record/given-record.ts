import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { LogBatch, LogLine } from '@callfloor/asterisk'
import { Test } from '@nestjs/testing'
import { sql } from 'kysely'
import { Database } from '../db/database.ts'
import { DbModule } from '../db/db.module.ts'
import { EnvModule } from '../env.module.ts'
import { Env } from '../env.ts'
import { testEnv } from '../http/test-app.ts'
import { LogIngest } from './log-ingest.service.ts'
import type { LogFile } from './log-row.ts'
import { OpenCalls } from './open-calls.service.ts'
import { PendingCalls } from './pending-calls.service.ts'
import { RecordModule } from './record.module.ts'
import { type CallRecorded, RecordEvents } from './record-events.ts'
import { RecordWriter } from './record-writer.service.ts'

const traces = join(import.meta.dirname, '../../../../packages/asterisk/traces')

/** Who and what the harvested trace speaks of. */
export const floor = {
  node: 'node1',
  tenantId: '0197a000-0000-7000-8000-00000000000a',
  support: '0197a000-0000-7000-8000-0000000000b1',
  sales: '0197a000-0000-7000-8000-0000000000b2',
  agents: [1, 2, 3].map((n) => `0197a000-0000-7000-8000-0000000000d${n}`),
  calls: 8,
}

/** The files as Asterisk wrote them: eight calls, and a start after the last was cut. */
export const trace: Record<LogFile, Buffer> = {
  cel: readFileSync(join(traces, 'floor.cel')),
  queue_log: readFileSync(join(traces, 'floor.queue_log')),
}

/** The whole lines of a file with their places. */
export function linesOf(bytes: Buffer): LogLine[] {
  const lines: LogLine[] = []
  for (let from = 0; ; ) {
    const end = bytes.indexOf(10, from)
    if (end < 0) return lines
    lines.push({ text: bytes.toString('utf8', from, end), offset: from, nextOffset: end + 1 })
    from = end + 1
  }
}

export function batchOf(lines: readonly LogLine[], generation = 'g1'): LogBatch {
  const offset = lines.at(-1)?.nextOffset ?? 0
  return { generation, lines: [...lines], next: { generation, offset } }
}

/** For tests: the tenant of the trace with its queues, people and a lead for its caller. */
export async function givenFloor(database: Database): Promise<void> {
  const { tenantId, support, sales, agents } = floor
  await database.asSystem(async (tx) => {
    await tx.insertInto('tenants').values({ id: tenantId, slug: 'floor', name: 'Floor' }).execute()
    for (const [n, agentId] of agents.entries()) {
      await tx
        .insertInto('users')
        .values({ id: agentId, name: `Agent ${n + 1}`, email: `agent${n}@floor.example` })
        .execute()
      await tx
        .insertInto('memberships')
        .values({ id: agentId, tenant_id: tenantId, user_id: agentId, role: 'AGENT' })
        .execute()
    }
    await tx
      .insertInto('queues')
      .values([
        { id: support, tenant_id: tenantId, name: 'Support', wrap_up_seconds: 30 },
        { id: sales, tenant_id: tenantId, name: 'Sales', wrap_up_seconds: 10 },
      ])
      .execute()
  })
}

export type GivenRecord = {
  database: Database
  ingest: LogIngest
  calls: PendingCalls
  events: RecordEvents
  writer: RecordWriter
  openCalls: OpenCalls
  recorded: CallRecorded[]
  /** What the process complained of. */
  warnings: string[]
  env: Env
  /** Asterisk's log and spool folders of this test. */
  folder: string
  stop: () => Promise<void>
}

/**
 * For tests: the record of one API process; `follows` log files, or is given batches and
 * drained by hand. A `folder` of the test's own stays when it stops.
 */
export async function startRecord(
  databaseUrl: string,
  { folder: given = '', follows = false } = {},
): Promise<GivenRecord> {
  const folder = given || mkdtempSync(join(tmpdir(), 'record-'))
  mkdirSync(join(folder, 'log', 'cel-custom'), { recursive: true })
  mkdirSync(join(folder, 'spool', 'recordings'), { recursive: true })
  const env = testEnv(databaseUrl, {
    NODE_NAME: floor.node,
    ASTERISK_LOG_DIR: join(folder, 'log'),
    ASTERISK_SPOOL_DIR: join(folder, 'spool'),
    RECORDINGS_DIR: join(folder, 'recordings'),
  })
  const warnings: string[] = []
  const complain = (_: unknown, message: string) => warnings.push(message)
  const module = await Test.createTestingModule({ imports: [EnvModule, DbModule, RecordModule] })
    .overrideProvider(Env)
    .useValue(env)
    .setLogger({ log() {}, warn: complain, error: complain })
    .compile()
  const calls = module.get(PendingCalls)
  if (follows) await module.init()
  // By hand: calls are made when the test says so, and not before.
  else calls.wake = () => {}
  const recorded: CallRecorded[] = []
  const events = module.get(RecordEvents)
  events.onCallRecorded((each) => recorded.push(each))
  return {
    database: module.get(Database),
    ingest: module.get(LogIngest),
    calls,
    events,
    writer: module.get(RecordWriter),
    openCalls: module.get(OpenCalls),
    recorded,
    warnings,
    env,
    folder,
    async stop() {
      await module.close()
      if (!given) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Appends to the log files of a test as Asterisk does. */
export function writeLog(folder: string, file: LogFile, bytes: Buffer | string): void {
  const path = join(folder, 'log', file === 'cel' ? 'cel-custom/callfloor.log' : 'queue_log')
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes, { flag: 'a' })
}

const derived = ['calls', 'call_legs', 'queue_visits', 'offers', 'facts'] as const
const sessions = ['agent_events', 'agent_intervals'] as const

/** Every row that is made from the log, byte for byte as PostgreSQL prints it. */
export async function dumpDerived(database: Database): Promise<string> {
  const lines: string[] = []
  await database.asSystem(async (tx) => {
    for (const table of [...derived, ...sessions]) {
      const { rows } = await sql<{ text: string }>`
        select t::text as text from ${sql.table(table)} t order by 1`.execute(tx)
      lines.push(`# ${table}`, ...rows.map((row) => row.text))
    }
  })
  return lines.join('\n')
}

/** Throws away all that was made from the log. */
export async function forgetDerived(database: Database): Promise<void> {
  await database.asSystem(async (tx) => {
    await tx.deleteFrom('calls').execute()
    await tx.deleteFrom('agent_events').execute()
    await tx.deleteFrom('agent_intervals').execute()
  })
}

/** Makes a database as it was before the first line. */
export async function forgetRecord(database: Database): Promise<void> {
  await forgetDerived(database)
  await database.asSystem(async (tx) => {
    await tx.deleteFrom('log_lines').execute()
    await tx.deleteFrom('log_offsets').execute()
    await tx.deleteFrom('record_pending').execute()
    await tx.deleteFrom('agent_sessions').execute()
  })
}
