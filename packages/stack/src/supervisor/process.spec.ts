import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventually } from '../home/wait.ts'
import { backoffMs } from './keeper.ts'
import { endProcess, familyOf, isRunning, readProcess, recordOf, writeProcess } from './process.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'process-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function sleeper(script = 'sleep 60') {
  const child = spawn('sh', ['-c', script], { stdio: 'ignore', detached: true })
  const record = recordOf(child.pid ?? -1, 'hash')
  if (!record) throw new Error('the process did not start')
  return record
}

test('a pid file is believed only while it is the same process', async () => {
  const record = sleeper()
  const path = join(folder, 'x.pid.json')
  writeProcess(path, record)
  expect(readProcess(path)?.pid).toBe(record.pid)
  // The same pid, started at another time or before a reboot, is another process.
  expect(isRunning({ ...record, startTicks: '1' })).toBe(false)
  expect(isRunning({ ...record, bootId: 'another' })).toBe(false)
  await endProcess(record, 'SIGTERM', 2_000)
  expect(readProcess(path)).toBeUndefined()
})

test('a process that ignores the polite signal is killed with its children', async () => {
  const record = sleeper('trap "" TERM; sleep 60 & wait; sleep 60')
  const family = await eventually(
    () => {
      const members = familyOf(record.pid)
      if (members.length < 2) throw new Error('no child yet')
      return members
    },
    { timeoutMs: 3_000 },
  )
  await endProcess(record, 'SIGTERM', 200)
  await eventually(
    () => {
      for (const pid of family) if (recordOf(pid, '')) throw new Error(`${pid} lives`)
    },
    { timeoutMs: 3_000 },
  )
  expect(isRunning(record)).toBe(false)
})

test('a stopped process ends too', async () => {
  const record = sleeper()
  process.kill(record.pid, 'SIGSTOP')
  await endProcess(record, 'SIGTERM', 2_000)
  expect(isRunning(record)).toBe(false)
})

test('the first restart is at once, then each waits longer, up to ten seconds', () => {
  const waits = Array.from({ length: 9 }, (_, attempt) => backoffMs(attempt))
  expect(waits).toEqual([0, 250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000])
})
