import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cutLongLogs, rotateRecords } from './log-size.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logs-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const read = (name: string) => readFileSync(join(folder, name), 'utf8')

test('a long log goes on from nothing and leaves one older copy', () => {
  write('api.log', 'x'.repeat(100))
  write('web.log', 'short')
  cutLongLogs([folder, join(folder, 'absent')], 50)
  expect(read('api.log')).toBe('')
  expect(read('api.log.1')).toHaveLength(100)
  expect(read('web.log')).toBe('short')
})

test('a long record is moved aside whole, and its writer told', async () => {
  const reopen = vi.fn(async () => {})
  write('queue_log', 'a line\n'.repeat(10))
  write('callfloor.log', 'one\n')
  const paths = ['queue_log', 'callfloor.log'].map((name) => join(folder, name))
  expect(await rotateRecords(paths, reopen, { most: 50, keepMs: 1e9 })).toBe(true)
  expect(reopen).toHaveBeenCalledOnce()
  const [moved = '', ...others] = readdirSync(folder).filter((name) => name.startsWith('queue_log'))
  expect(others).toEqual([])
  expect(moved).toMatch(/^queue_log\.\d{13}$/)
  expect(read(moved)).toBe('a line\n'.repeat(10))
  expect(read('callfloor.log')).toBe('one\n')
})

test('only what was moved aside long ago is removed', async () => {
  const old = `queue_log.${Date.now() - 2_000_000}`
  const young = `queue_log.${Date.now() - 1_000}`
  for (const name of ['queue_log', old, young, 'queue_log.old', 'other.1000000000000'])
    write(name, 'x')
  await rotateRecords([join(folder, 'queue_log')], async () => {}, { most: 50, keepMs: 1_000_000 })
  expect(readdirSync(folder).sort()).toEqual(
    ['other.1000000000000', 'queue_log', 'queue_log.old', young].sort(),
  )
})
