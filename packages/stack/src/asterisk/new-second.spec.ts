import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newSecond } from './new-second.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'new-second-'))
  mkdirSync(join(folder, 'cel-custom'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const secondOf = (ms: number) => Math.floor(ms / 1000)

test('a start in the second of the last line waits for the next', async () => {
  const path = join(folder, 'cel-custom/callfloor.log')
  writeFileSync(path, 'line\n')
  const written = Date.now()
  utimesSync(path, written / 1000, written / 1000)
  await newSecond(folder)
  expect(secondOf(Date.now())).toBeGreaterThan(secondOf(written))
})

test('with no line yet, an old one, or one from a clock ahead, nothing is waited for', async () => {
  const path = join(folder, 'queue_log')
  await newSecond(folder)
  writeFileSync(path, 'line\n')
  for (const offset of [-5, 3600]) {
    const at = Date.now() / 1000 + offset
    utimesSync(path, at, at)
    const started = performance.now()
    await newSecond(folder)
    // Less than any wait there could be for a whole hour.
    expect(performance.now() - started).toBeLessThan(60_000)
  }
})
