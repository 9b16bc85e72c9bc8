import { randomInt } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { celFileName } from '@callfloor/asterisk'
import pg from 'pg'
import { StackError } from '../../src/home/errors.ts'
import { type Home, homeAt } from '../../src/home/paths.ts'
import { attachStack, eventually, type PartName, type Stack } from '../../src/index.ts'

export type RecordedCall = {
  id: string
  tenant_id: string
  linked_id: string
  dialled: string
  caller_name: string
  outcome: string | null
  started_at: Date
  answered_at: Date | null
  ended_at: Date | null
  queue_id: string | null
  waited_ms: number | null
}

/** The running stack as the tests of our own call routing use it. */
export type Floor = {
  stack: Stack
  home: Home
  /** Asks the database as its owner. */
  rows<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  /** The record's calls of one caller, oldest first. */
  callsFrom(number: string): Promise<RecordedCall[]>
  /** Waits until the caller's newest call has ended in the record. */
  recordOf(number: string, timeoutMs?: number): Promise<RecordedCall>
  /** Waits until Asterisk has no channel. */
  quiet(): Promise<void>
  /** Kills parts as an accident would, all at once, and waits until their keeper has them back. */
  kills(...parts: PartName[]): Promise<void>
  close(): Promise<void>
}

/** A caller nobody else has: a test finds its own calls in the shared record. */
export const newNumber = (): string => `+1415${randomInt(2_000_000, 9_999_999)}`

/** CEL and queue_log, what was moved aside by a rotation included, oldest first. */
export function recordFiles(home: Home): { cel: string[]; queueLog: string[] } {
  const celFolder = ['cel-custom', 'cel_custom']
    .map((name) => join(home.asterisk.log, name))
    .find((folder) => existsSync(join(folder, celFileName)))
  const whole = (path: string) =>
    readdirSync(dirname(path))
      .filter((name) => join(dirname(path), name).startsWith(path))
      // The newest is the one without a number.
      .toSorted((a, b) => b.length - a.length || a.localeCompare(b))
      .map((name) => join(dirname(path), name))
  return {
    cel: celFolder ? whole(join(celFolder, celFileName)) : [],
    queueLog: whole(join(home.asterisk.log, 'queue_log')),
  }
}

/** What people's logs, the record's files and the API's log say of anything. */
export function everythingLogged(home: Home): string {
  const { cel, queueLog } = recordFiles(home)
  const others = ['messages.log'].map((name) => join(home.asterisk.log, name))
  const parts = readdirSync(home.logs)
    .filter((name) => name.endsWith('.log'))
    .map((name) => join(home.logs, name))
  return [...cel, ...queueLog, ...others, ...parts]
    .filter(existsSync)
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
}

export async function givenFloor(): Promise<Floor> {
  const stackHome = process.env.STACK_HOME ?? ''
  const stack = await attachStack({ home: stackHome })
  const pool = new pg.Pool({ connectionString: stack.databaseUrl, max: 2 })
  // A test may end PostgreSQL while a connection rests.
  pool.on('error', () => {})
  const rows: Floor['rows'] = async (text, values = []) => (await pool.query(text, values)).rows
  const callsFrom = (number: string) =>
    rows<RecordedCall>('select * from calls where caller_number = $1 order by started_at', [number])
  return {
    stack,
    home: homeAt(stackHome),
    rows,
    callsFrom,
    recordOf: (number, timeoutMs = 20_000) =>
      eventually(
        async () => {
          const last = (await callsFrom(number)).at(-1)
          if (last?.ended_at) return last
          throw new StackError('notRecorded', `The call of ${number} has not ended in the record.`)
        },
        { timeoutMs },
      ),
    quiet: () =>
      eventually(
        async () => {
          const said = await stack.asterisk.cli('core show channels count')
          if (!said.includes('0 active channels')) throw new StackError('busy', said)
        },
        { timeoutMs: 40_000 },
      ),
    async kills(...parts) {
      const pids = parts.map((part) => stack.parts()[part]?.pid ?? null)
      for (const part of parts) stack.kill(part)
      await Promise.all(
        parts.map((part, i) => stack.healthy(part, { notPid: pids[i] ?? null, timeoutMs: 60_000 })),
      )
    },
    async close() {
      await pool.end()
      await stack.close()
    },
  }
}
