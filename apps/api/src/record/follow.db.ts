import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openGate } from '../db/gate.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import {
  batchOf,
  dumpDerived,
  forgetRecord,
  type GivenRecord,
  givenFloor,
  linesOf,
  startRecord,
  trace,
  writeLog,
} from './given-record.ts'
import type { LogFile } from './log-row.ts'

let db: TestDatabase
let expected: string
let folder: string
const running = new Set<GivenRecord>()
const files: LogFile[] = ['cel', 'queue_log']
const whole = linesOf(trace.cel).length + linesOf(trace.queue_log).length

beforeAll(async () => {
  db = await createTestDatabase()
  await givenFloor(db.database)
  const record = await startRecord(db.url)
  for (const file of files) await record.ingest.store(file, batchOf(linesOf(trace[file])))
  await record.calls.drain()
  expected = await dumpDerived(db.database)
  await record.stop()
})
afterAll(() => db.drop())
beforeEach(async () => {
  await forgetRecord(db.database)
  folder = mkdtempSync(join(tmpdir(), 'record-follow-'))
})
afterEach(async () => {
  for (const record of [...running]) await stop(record)
  rmSync(folder, { recursive: true, force: true })
})

async function start(url = db.url): Promise<GivenRecord> {
  const record = await startRecord(url, { folder, follows: true })
  running.add(record)
  return record
}
async function stop(record: GivenRecord): Promise<void> {
  running.delete(record)
  await record.stop()
}

const storedLines = async () => {
  const { n } = await db.database.asSystem((tx) =>
    tx
      .selectFrom('log_lines')
      .select(({ fn }) => fn.countAll<string>().as('n'))
      .executeTakeFirstOrThrow(),
  )
  return Number(n)
}
/** The record is whole: every line is there once and the calls are what they must be. */
const isWhole = () =>
  vi.waitFor(
    async () => {
      expect(await storedLines()).toBe(whole)
      expect(await dumpDerived(db.database)).toBe(expected)
    },
    { timeout: 15_000, interval: 50 },
  )

test('what was written before the start and what is written after it', async () => {
  const half = { cel: trace.cel.length >> 1, queue_log: trace.queue_log.length >> 1 }
  for (const file of files) writeLog(folder, file, trace[file].subarray(0, half[file]))
  const record = await start()
  await vi.waitFor(async () => expect(await storedLines()).toBeGreaterThan(whole / 3), 10_000)
  for (const file of files) writeLog(folder, file, trace[file].subarray(half[file]))
  await isWhole()
  expect(record.recorded.length).toBeGreaterThan(0)
})

test('processes that end at any byte of the files and begin again', async () => {
  await fc.assert(
    fc
      .asyncProperty(
        fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 3 }),
        async (cuts) => {
          const shares = [0, ...cuts.map((cut) => cut / 1000).sort((a, b) => a - b), 1]
          for (const [index, share] of shares.slice(1).entries()) {
            for (const file of files) {
              const at = (part: number) => Math.floor(trace[file].length * part)
              writeLog(folder, file, trace[file].subarray(at(shares[index] ?? 0), at(share)))
            }
            const record = await start()
            await record.ingest.sync()
            await stop(record)
          }
          const last = await start()
          await isWhole()
          await stop(last)
        },
      )
      .afterEach(async () => {
        await forgetRecord(db.database)
        rmSync(folder, { recursive: true, force: true })
        folder = mkdtempSync(join(tmpdir(), 'record-follow-'))
      }),
    { numRuns: 6 },
  )
}, 120_000)

test('files rotated while nobody read them', async () => {
  const half = Object.fromEntries(
    files.map((file) => [file, linesOf(trace[file])[20]?.offset ?? 0]),
  ) as Record<LogFile, number>
  const first = await start()
  for (const file of files) writeLog(folder, file, trace[file].subarray(0, half[file] >> 1))
  await vi.waitFor(async () => expect(await storedLines()).toBeGreaterThan(10), 10_000)
  await stop(first)
  for (const file of files) {
    writeLog(folder, file, trace[file].subarray(half[file] >> 1, half[file]))
    const path = join(folder, 'log', file === 'cel' ? 'cel-custom/callfloor.log' : 'queue_log')
    renameSync(path, `${path}.1`)
    writeLog(folder, file, trace[file].subarray(half[file]))
  }
  await start()
  await isWhole()
})

test('the database goes away and comes back: the files wait, nothing is lost', async () => {
  const gate = await openGate(db.url)
  const record = await start(gate.url)
  for (const file of files) writeLog(folder, file, trace[file].subarray(0, 2000))
  await vi.waitFor(async () => expect(await storedLines()).toBeGreaterThan(5), 10_000)
  await record.ingest.sync()
  const before = await storedLines()
  await gate.shut()
  for (const file of files) writeLog(folder, file, trace[file].subarray(2000))
  record.writer.appendAmi('node1-1795397078.0', {
    type: 'legHeld',
    at: 1795397090_000,
    legId: 'node1-1795397078.1',
  })
  // Each reader tried in vain more than once.
  const complaints = (text: string) => record.warnings.filter((each) => each === text).length
  await vi.waitFor(
    () => {
      expect(complaints('a log is read on in a moment')).toBeGreaterThan(3)
      expect(complaints('events wait for the database')).toBeGreaterThan(1)
    },
    { timeout: 20_000 },
  )
  expect(await storedLines()).toBe(before)
  expect(await record.openCalls.find(['node1-1795397078.0'])).toEqual([])
  await gate.open()
  // One line more: the hold, which came after the leg's end and so changes nothing.
  await vi.waitFor(async () => expect(await storedLines()).toBe(whole + 1), 20_000)
  await vi.waitFor(async () => expect(await dumpDerived(db.database)).toBe(expected), 20_000)
  await stop(record)
  await gate.shut()
}, 60_000)

test('the database hangs and goes on: what was under way is done once', async () => {
  const gate = await openGate(db.url)
  const record = await start(gate.url)
  for (const file of files) writeLog(folder, file, trace[file].subarray(0, 2000))
  await vi.waitFor(async () => expect(await storedLines()).toBeGreaterThan(5), 10_000)
  gate.freeze()
  for (const file of files) writeLog(folder, file, trace[file].subarray(2000))
  const asked = performance.now()
  record.writer.appendAmi('node1-1795397078.0', { type: 'callCut', at: 1795397999_000 })
  // The process itself does not wait.
  expect(performance.now() - asked).toBeLessThan(50)
  gate.thaw()
  await vi.waitFor(async () => expect(await storedLines()).toBe(whole + 1), 20_000)
  await vi.waitFor(async () => expect(await dumpDerived(db.database)).toBe(expected), 20_000)
  await stop(record)
  await gate.shut()
}, 60_000)
