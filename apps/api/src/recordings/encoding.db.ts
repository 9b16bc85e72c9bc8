import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { callIdOf } from '@callfloor/domain'
import { Logger } from '@nestjs/common'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type GivenTenant, givenTenant } from '../db/given-tenant.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { testEnv } from '../http/test-app.ts'
import { batchOf, givenFloor, linesOf, startRecord, trace } from '../record/given-record.ts'
import { makeOld, writeWav } from './given-sound.ts'
import { RecordingEncoder } from './recording-encoder.service.ts'
import { RecordingJobs } from './recording-jobs.service.ts'

let db: TestDatabase
let a: GivenTenant
let folder: string
let linkedId: string
let raw: string
let counter = 0
const node = 'node1'
const startedAt = new Date('2026-03-31T23:59:59.000Z')

beforeAll(async () => {
  Logger.overrideLogger(false)
  db = await createTestDatabase()
  a = await givenTenant(db.database, 'A')
  folder = mkdtempSync(join(tmpdir(), 'recordings-'))
})
afterAll(async () => {
  await db.drop()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  linkedId = `${node}-1790000000.${++counter}`
  raw = join(folder, 'spool', 'recordings', `${linkedId}.wav`)
  await givenCall(new Date('2026-04-01T00:01:00.000Z'))
})

const givenCall = (endedAt: Date | null) =>
  db.database.asSystem((tx) =>
    tx
      .insertInto('calls')
      .values({
        id: callIdOf(node, linkedId),
        tenant_id: a.tenantId,
        node,
        linked_id: linkedId,
        direction: 'inbound',
        caller_number: '+12025550190',
        caller_name: '',
        dialled: '+12025550100',
        started_at: startedAt,
        ended_at: endedAt,
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ ended_at: endedAt }))
      .execute(),
  )

const settings = (more: Record<string, string> = {}) =>
  testEnv(db.url, {
    NODE_NAME: node,
    ASTERISK_SPOOL_DIR: join(folder, 'spool'),
    RECORDINGS_DIR: join(folder, 'kept'),
    ...more,
  })
const encoder = (more?: Record<string, string>) => new RecordingEncoder(db.database, settings(more))
const recordings = () =>
  db.database.asSystem((tx) =>
    tx
      .selectFrom('recordings')
      .selectAll()
      .where('call_id', '=', callIdOf(node, linkedId))
      .execute(),
  )
const keptFile = (file: string | undefined) => join(folder, 'kept', file ?? 'none')

test('a recording is encoded, proven, kept for its owner only, and the raw file goes', async () => {
  writeWav(raw, 12_340)
  await encoder().encode(node, linkedId, 1)
  const [recording, ...others] = await recordings()
  expect(others).toEqual([])
  expect(recording).toMatchObject({ state: 'ready', failure: null, tenant_id: a.tenantId })
  expect(recording?.file).toMatch(new RegExp(`^${a.tenantId}/2026/03/[0-9a-f-]{36}\\.opus$`))
  expect(Math.abs((recording?.duration_ms ?? 0) - 12_340)).toBeLessThanOrEqual(200)
  const kept = keptFile(recording?.file)
  const bytes = readFileSync(kept)
  expect(bytes.subarray(0, 4).toString()).toBe('OggS')
  expect(recording?.bytes).toBe(bytes.length)
  // 16 kbit/s are 2 kB a second.
  expect(bytes.length).toBeLessThan(12.34 * 3000)
  expect(recording?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  expect(statSync(kept).mode & 0o777).toBe(0o600)
  expect(existsSync(raw)).toBe(false)
})

test('a caller who spoke with nobody leaves no recording', async () => {
  writeWav(raw, 0)
  await encoder().encode(node, linkedId, 1)
  expect(await recordings()).toEqual([])
  expect(existsSync(raw)).toBe(false)
})

test('a file that Asterisk still writes is left alone and tried again', async () => {
  writeWav(raw, 1000, { open: true })
  await expect(encoder().encode(node, linkedId, 1)).rejects.toThrow('still being written')
  expect(existsSync(raw)).toBe(true)
  expect(await recordings()).toEqual([])
})

test('a file cut off by the death of Asterisk is kept to its last sound', async () => {
  writeWav(raw, 3_000, { open: true })
  makeOld(raw)
  await encoder().encode(node, linkedId, 1)
  const [recording] = await recordings()
  expect(recording?.state).toBe('ready')
  expect(Math.abs((recording?.duration_ms ?? 0) - 3_000)).toBeLessThanOrEqual(200)
})

test('a call that goes on is not touched', async () => {
  await givenCall(null)
  writeWav(raw, 1000)
  await encoder().encode(node, linkedId, 1)
  expect(existsSync(raw)).toBe(true)
  expect(await recordings()).toEqual([])
})

test('a failure keeps the raw file, is shown from the third time, and is mended by a success', async () => {
  writeWav(raw, 1500)
  const broken = encoder({ FFMPEG: '/bin/false' })
  await expect(broken.encode(node, linkedId, 1)).rejects.toThrow('ffmpeg failed')
  expect(await recordings()).toMatchObject([
    { state: 'encoding', failure: expect.stringContaining('ffmpeg failed') },
  ])
  await expect(broken.encode(node, linkedId, 3)).rejects.toThrow('ffmpeg failed')
  expect((await recordings())[0]?.state).toBe('failed')
  expect(existsSync(raw)).toBe(true)
  await expect(
    encoder({ FFMPEG: '/nonexistent/ffmpeg' }).encode(node, linkedId, 4),
  ).rejects.toThrow('ffmpeg could not be run')
  await encoder().encode(node, linkedId, 5)
  expect(await recordings()).toMatchObject([{ state: 'ready', failure: null }])
  expect(existsSync(raw)).toBe(false)
})

test('a crash between any two steps is made good by the next run', async () => {
  writeWav(raw, 1500)
  await encoder().encode(node, linkedId, 1)
  const [first] = await recordings()
  // After the row was ready, before the raw file went.
  writeWav(raw, 1500)
  await encoder().encode(node, linkedId, 1)
  expect(await recordings()).toEqual([first])
  expect(existsSync(raw)).toBe(false)
  // After the row was ready, the file lost.
  writeWav(raw, 1500)
  rmSync(keptFile(first?.file))
  await encoder().encode(node, linkedId, 1)
  expect(existsSync(keptFile(first?.file))).toBe(true)
  expect((await recordings())[0]?.state).toBe('ready')
})

test('the sweep finds what lies raw of ended calls, and nothing else', async () => {
  writeWav(raw, 1000)
  writeWav(join(folder, 'spool', 'recordings', 'node1-1.1.wav'), 1000)
  const jobs = new RecordingJobs(db.database, settings())
  expect(await jobs.sweep()).toBeGreaterThanOrEqual(1)
  const { rows } = await db.database.pool.query<{ key: string }>(
    'select key from graphile_worker.jobs order by key',
  )
  const keys = rows.map((row) => row.key)
  expect(keys).toContain(`encodeRecording:${node}:${linkedId}`)
  expect(keys).not.toContain('encodeRecording:node1:node1-1.1')
})

test('a recorded call ends in the log and its recording is ready by itself', async () => {
  await givenFloor(db.database)
  const recorded = 'node1-1795397078.0'
  const record = await startRecord(db.url, { follows: true })
  const wav = join(record.folder, 'spool', 'recordings', `${recorded}.wav`)
  writeWav(wav, 5_200)
  await record.ingest.store('cel', batchOf(linesOf(trace.cel)))
  await vi.waitFor(
    async () => {
      const rows = await db.database.asSystem((tx) =>
        tx
          .selectFrom('recordings')
          .selectAll()
          .where('call_id', '=', callIdOf(node, recorded))
          .execute(),
      )
      expect(rows).toMatchObject([{ state: 'ready' }])
      expect(existsSync(wav)).toBe(false)
    },
    { timeout: 15_000, interval: 100 },
  )
  await record.stop()
})
