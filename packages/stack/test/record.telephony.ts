import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { demoQueues } from '@callfloor/domain'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { eventually, type PlacedCall } from '../src/index.ts'
import { rotateRecords } from '../src/supervisor/log-size.ts'
import { type Floor, givenFloor, newNumber, recordFiles } from './support/given-floor.ts'

const [support, sales] = demoQueues.map(({ number }) => number)
const nobodys = '+12025569999'
let floor: Floor

beforeAll(async () => {
  floor = await givenFloor()
})
afterEach(() => floor.quiet())
afterAll(() => floor.close())

/** A caller who gives up `afterMs` after dialling; what they lived is known from the simulator alone. */
async function lives(to: string, afterMs: number) {
  const from = newNumber()
  const at = Date.now()
  const call: PlacedCall = await floor.stack.pstn.placeCall({ to, from })
  const given = setTimeout(() => void call.hangup(), afterMs)
  const report = await call.ended()
  clearTimeout(given)
  return { from, to, at, report }
}

const randomLife = (i: number) => {
  const to = [support, sales, support, nobodys][i % 4] ?? nobodys
  return lives(to, 300 + Math.random() * 6_000)
}

/** Rows of every table of the record about these calls, as text. */
async function rowsOf(ids: readonly string[]): Promise<Record<string, unknown[]>> {
  const tables = { calls: 'id', call_legs: 'call_id', queue_visits: 'call_id', facts: 'call_id' }
  const found = await Promise.all(
    Object.entries(tables).map(async ([table, key]) => [
      table,
      await floor.rows(
        `select to_jsonb(t)::text as row from ${table} t where ${key} = any($1) order by 1`,
        [ids],
      ),
    ]),
  )
  return Object.fromEntries(found)
}

/** Makes the call log again from the log lines, by the command an admin has. */
async function rebuilds(): Promise<void> {
  const pid = floor.stack.parts().api?.pid
  const words = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0')
  const main = words('cmdline').find((word) => word.endsWith('main.js')) ?? ''
  const settings = words('environ').map((line) => {
    const end = line.indexOf('=')
    return [line.slice(0, end), line.slice(end + 1)]
  })
  await promisify(execFile)(process.execPath, [join(dirname(main), 'record/rebuild-main.js')], {
    env: Object.fromEntries(settings.filter(([name]) => name)),
    timeout: 60_000,
  })
}

test('the record tells of twenty callers what the network tells of them, and can be made again', async () => {
  const lived = await Promise.all(Array.from({ length: 20 }, (_, i) => randomLife(i)))
  const ids: string[] = []
  for (const { from, to, at, report } of lived) {
    const record = await floor.recordOf(from)
    const calls = await floor.callsFrom(from)
    expect(calls).toHaveLength(1)
    ids.push(record.id)
    expect(Math.abs(record.started_at.getTime() - at)).toBeLessThan(1_000)
    expect(record.dialled).toBe(to)
    if (to === nobodys) {
      expect(report.result).toBe('notFound')
      expect(record).toMatchObject({ outcome: 'unanswered', queue_id: null, waited_ms: null })
    } else {
      expect(report.result).toBe('answered')
      expect(record.outcome).toBe('abandoned')
      expect(Math.abs((record.waited_ms ?? 0) - report.durationMs)).toBeLessThan(1_000)
    }
  }
  const before = await rowsOf(ids)
  expect(before.calls).toHaveLength(20)
  await rebuilds()
  expect(await rowsOf(ids)).toEqual(before)
  // Also from nothing: the log lines are enough.
  await floor.rows('delete from calls where id = any($1)', [ids])
  expect((await rowsOf(ids)).calls).toHaveLength(0)
  await rebuilds()
  expect(await rowsOf(ids)).toEqual(before)
})

test('of a caller nobody spoke with no recording is kept', async () => {
  const raw = join(floor.stack.asterisk.folders.spool, 'recordings')
  const from = newNumber()
  const call = await floor.stack.pstn.placeCall({ to: support ?? '', from })
  await call.answered()
  const [{ linked_id: linkedId } = { linked_id: '' }] = await eventually(
    async () => {
      const calls = await floor.callsFrom(from)
      expect(calls).toHaveLength(1)
      return calls
    },
    { timeoutMs: 10_000 },
  )
  const file = join(raw, `${linkedId}.wav`)
  // It is being recorded for when an agent answers.
  await eventually(() => expect(existsSync(file)).toBe(true), { timeoutMs: 5_000 })
  await call.hangup()
  const { id } = await floor.recordOf(from)
  await eventually(() => expect(existsSync(file)).toBe(false), { timeoutMs: 20_000 })
  expect(await floor.rows('select id from recordings where call_id = $1', [id])).toEqual([])
})

test('log files that are moved aside during calls lose no line of them', async () => {
  const running = Array.from({ length: 12 }, (_, i) => lives(support ?? '', 1_000 + i * 500))
  const files = () => {
    const { cel, queueLog } = recordFiles(floor.home)
    return [cel.at(-1) ?? '', queueLog.at(-1) ?? '']
  }
  const reopen = () => floor.stack.asterisk.cli('logger reload')
  const moved = () => readdirSync(floor.home.asterisk.log).filter((n) => /queue_log\.\d+$/.test(n))
  const before = moved().length
  for (let left = 3; left > 0; left -= 1) {
    // Each time something was written since: only then is there something to move.
    await eventually(
      async () => expect(await rotateRecords(files(), reopen, { most: 1, keepMs: 1e9 })).toBe(true),
      { timeoutMs: 10_000, everyMs: 700 },
    )
  }
  for (const { from, report } of await Promise.all(running)) {
    const record = await floor.recordOf(from)
    expect(record.outcome).toBe('abandoned')
    expect(Math.abs((record.waited_ms ?? 0) - report.durationMs)).toBeLessThan(1_000)
    expect(await floor.callsFrom(from)).toHaveLength(1)
  }
  expect(moved().length).toBeGreaterThan(before)
  const { cel, queueLog } = recordFiles(floor.home)
  const written = [...cel, ...queueLog]
    .flatMap((path) => readFileSync(path, 'utf8').split('\n'))
    .filter(Boolean).length
  await eventually(
    async () => {
      const [kept] = await floor.rows<{ n: number }>(
        `select count(*)::int as n from log_lines where source in ('cel', 'queue_log')`,
      )
      expect(kept?.n).toBe(written)
    },
    { timeoutMs: 10_000 },
  )
})
