import { appendFileSync, renameSync } from 'node:fs'
import {
  appendFile,
  copyFile,
  mkdtemp,
  rename,
  rm,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isAsteriskError } from '../errors.ts'
import { createLogTail, type LogPosition, type LogTail, type LogTailOptions } from './tail.ts'

let folder: string
let path: string
const tails: LogTail[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callfloor-tail-'))
  path = join(folder, 'queue_log')
})
afterEach(async () => {
  for (const tail of tails.splice(0)) await tail.close()
  await rm(folder, { recursive: true })
})

/** A consumer that stores lines and place together, as the database does. */
function givenStore() {
  const lines: string[] = []
  const keys = new Set<string>()
  let position: LogPosition | null = null
  return {
    lines,
    get position() {
      return position
    },
    onLines: async (batch: Parameters<LogTailOptions['onLines']>[0]) => {
      for (const line of batch.lines) {
        const key = `${batch.generation}:${line.offset}`
        if (keys.has(key)) continue
        keys.add(key)
        lines.push(line.text)
      }
      position = batch.next
    },
  }
}

type Store = ReturnType<typeof givenStore>
function follow(store: Store, options: Partial<LogTailOptions> = {}) {
  const problems: unknown[] = []
  const tail = createLogTail({
    path,
    from: store.position,
    onLines: store.onLines,
    onProblem: (problem) => problems.push(problem),
    pollMs: 20,
    ...options,
  })
  tails.push(tail)
  return { tail, problems }
}
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 })
const codes = (problems: unknown[]) => problems.map((p) => (isAsteriskError(p) ? p.code : 'other'))

test('a log written in pieces cut at every byte comes as its whole lines', async () => {
  const text = Buffer.from('eins é|1\n😀 zwei, "drei"\n漢\nlast\n')
  const expected = ['eins é|1', '😀 zwei, "drei"', '漢', 'last']
  for (let cut = 0; cut <= text.length; cut += 1) {
    await writeFile(path, text.subarray(0, cut))
    const store = givenStore()
    const { tail } = follow(store)
    await tail.sync()
    const before = text.subarray(0, cut).toString('latin1').split('\n').length - 1
    expect(store.lines).toEqual(expected.slice(0, before))
    await appendFile(path, text.subarray(cut))
    await tail.sync()
    expect(store.lines).toEqual(expected)
    await tail.close()
  }
})

test('new lines are noticed by themselves, also in a file that was not there', async () => {
  const store = givenStore()
  const { tail } = follow(store)
  tail.start()
  await writeFile(path, 'a\n')
  await eventually(() => expect(store.lines).toEqual(['a']))
  await appendFile(path, 'b\nc')
  await eventually(() => expect(store.lines).toEqual(['a', 'b']))
})

test('a reader that died goes on after the last stored line', async () => {
  const store = givenStore()
  await writeFile(path, 'a\nb\n')
  const first = follow(store)
  await first.tail.sync()
  await first.tail.close()
  await appendFile(path, 'c\n')
  const second = follow(store)
  await second.tail.sync()
  expect(store.lines).toEqual(['a', 'b', 'c'])
  expect(second.problems).toEqual([])
})

test('a store that fails gets the same lines again until it takes them', async () => {
  await writeFile(path, 'a\nb\n')
  const store = givenStore()
  let failures = 2
  const { tail, problems } = follow(store, {
    onLines: async (batch) => {
      if (failures-- > 0) throw new Error('database is down')
      await store.onLines(batch)
    },
  })
  await tail.sync()
  expect(store.lines).toEqual(['a', 'b'])
  expect(problems).toHaveLength(2)
  expect(store.position?.offset).toBe(4)
})

test('batches are bounded and a line too long is skipped, the rest is read', async () => {
  await writeFile(path, `a\nb\nc\n${'x'.repeat(500)}\nd\n`)
  const store = givenStore()
  const sizes: number[] = []
  const { tail, problems } = follow(store, {
    batchLines: 2,
    batchBytes: 64,
    onLines: async (batch) => {
      sizes.push(batch.lines.length)
      await store.onLines(batch)
    },
  })
  await tail.sync()
  expect(store.lines).toEqual(['a', 'b', 'c', 'd'])
  expect(Math.max(...sizes)).toBe(2)
  expect(codes(problems)).toEqual(['logLineTooLong'])
})

describe('rotation', () => {
  test('by rename: the old file is read to its end, also what came after the rename', async () => {
    const store = givenStore()
    await writeFile(path, 'a\n')
    const { tail, problems } = follow(store)
    await tail.sync()
    await rename(path, `${path}.1`)
    await appendFile(`${path}.1`, 'late\n')
    await writeFile(path, 'new\n')
    await tail.sync()
    expect(store.lines).toEqual(['a', 'late', 'new'])
    expect(problems).toEqual([])
  })

  test('by rename, the new file still empty: the old one is kept in hand', async () => {
    const store = givenStore()
    await writeFile(path, 'a\n')
    const { tail } = follow(store)
    await tail.sync()
    await rename(path, `${path}.1`)
    await writeFile(path, '')
    await tail.sync()
    await appendFile(`${path}.1`, 'late\n')
    await tail.sync()
    await appendFile(path, 'new\n')
    await tail.sync()
    expect(store.lines).toEqual(['a', 'late', 'new'])
  })

  test('by copy and truncate: what the copy holds and what comes after', async () => {
    const store = givenStore()
    await writeFile(path, 'a\n')
    const { tail } = follow(store)
    await tail.sync()
    await appendFile(path, 'unread\n')
    await copyFile(path, `${path}.1`)
    await truncate(path)
    await appendFile(path, 'new, and longer than what was read before\n')
    await tail.sync()
    expect(store.lines).toEqual(['a', 'unread', 'new, and longer than what was read before'])
  })

  test('twice while nobody read: every file in its turn', async () => {
    const store = givenStore()
    await writeFile(path, 'a\n')
    const first = follow(store)
    await first.tail.sync()
    await first.tail.close()
    await appendFile(path, 'b\n')
    await rename(path, `${path}.2`)
    await writeFile(path, 'c\n')
    await rename(path, `${path}.1`)
    await writeFile(path, 'd\n')
    await writeFile(`${path}.0.gz`, 'packed')
    const second = follow(store)
    await second.tail.sync()
    expect(store.lines).toEqual(['a', 'b', 'c', 'd'])
    expect(second.problems).toEqual([])
  })

  test('at any moment of the reading: the last line before it is not passed over', async () => {
    const store = givenStore()
    const { tail, problems } = follow(store, { pollMs: 1 })
    const written: string[] = []
    const write = (text: string) => {
      written.push(text)
      appendFileSync(path, `${text}\n`)
    }
    write('first')
    await tail.sync()
    tail.start()
    for (let n = 0; n < 60; n += 1) {
      write(`${n} before`)
      renameSync(path, `${path}.${1_790_000_000_000 + n}`)
      write(`${n} after`)
      // However far the reader is by now.
      for (let turns = n % 7; turns > 0; turns -= 1) await new Promise(setImmediate)
    }
    await eventually(() => expect(store.lines.at(-1)).toBe('59 after'))
    expect(store.lines).toEqual(written)
    expect(problems).toEqual([])
  })

  test('twice within one tick of the clock: the name tells which came first', async () => {
    const store = givenStore()
    const { tail } = follow(store)
    await writeFile(path, 'a\n')
    await tail.sync()
    const times = new Date(1_790_000_000_000)
    for (const [n, line] of ['b', 'c', 'd'].entries()) {
      await rename(path, `${path}.${1_790_000_000_000 + n}`)
      await utimes(`${path}.${1_790_000_000_000 + n}`, times, times)
      await writeFile(path, `${line}\n`)
    }
    await tail.sync()
    expect(store.lines).toEqual(['a', 'b', 'c', 'd'])
  })

  test('of a file that is gone: said once, and read from the oldest there is', async () => {
    const store = givenStore()
    await writeFile(path, 'a\n')
    const first = follow(store)
    await first.tail.sync()
    await first.tail.close()
    await writeFile(`${path}.1`, 'b\n')
    await rm(path)
    await writeFile(path, 'c\n')
    const second = follow(store)
    await second.tail.sync()
    expect(store.lines).toEqual(['a', 'b', 'c'])
    expect(codes(second.problems)).toEqual(['logGenerationLost'])
  })

  test('leaves another log with the same beginning of its name alone', async () => {
    const store = givenStore()
    await writeFile(path, 'a\n')
    await writeFile(join(folder, 'queue_log_of_others'), 'x\n')
    const { tail } = follow(store)
    await tail.sync()
    await rename(path, `${path}.1`)
    await writeFile(path, 'b\n')
    await tail.sync()
    expect(store.lines).toEqual(['a', 'b'])
  })
})
