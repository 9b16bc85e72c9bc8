import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { attachStack, defaultHome, type PartName, startStack } from '../src/index.ts'
import { givenSwitch, type Switch } from './given-switch.ts'

const only = ['postgres', 'asterisk', 'pstn'] satisfies PartName[]

describe('a running stack', () => {
  let floor: Switch
  beforeAll(async () => {
    floor = await givenSwitch('faults', only)
  })
  afterAll(() => floor?.stop())

  const pids = () =>
    Object.fromEntries(Object.entries(floor.parts()).map(([name, { pid }]) => [name, pid]))

  test.each(only)('restarts a killed %s, and nothing else', async (part) => {
    const before = pids()
    floor.kill(part)
    await floor.healthy(part, { notPid: before[part] ?? null })
    const after = pids()
    expect(after[part]).not.toBe(before[part])
    expect({ ...after, [part]: 0 }).toEqual({ ...before, [part]: 0 })
  })

  test('replaces an Asterisk that hangs, though its process lives', async () => {
    const before = pids()
    const { restarts = 0 } = floor.parts().asterisk ?? {}
    floor.kill('asterisk', 'SIGSTOP')
    await floor.healthy('asterisk', { notPid: before.asterisk ?? null, timeoutMs: 40_000 })
    expect(floor.parts().asterisk?.restarts).toBe(restarts + 1)
    const call = await floor.pstn.placeCall({ to: 'tone', seconds: 1 })
    expect(await call.ended()).toMatchObject({ result: 'answered' })
  })

  test('leaves a part alone that was frozen on purpose', async () => {
    const before = pids()
    await floor.freeze('postgres')
    const client = new pg.Client({
      connectionString: floor.databaseUrl,
      connectionTimeoutMillis: 500,
    })
    await expect(client.connect()).rejects.toThrow()
    await floor.thaw('postgres')
    expect(pids()).toEqual(before)
  })

  test('keeps a stopped part stopped until it is started', async () => {
    await floor.stopPart('postgres')
    expect(floor.parts().postgres).toMatchObject({ state: 'stopped', pid: null })
    // A call needs no database.
    const call = await floor.pstn.placeCall({ to: 'tone', seconds: 1 })
    expect(await call.ended()).toMatchObject({ result: 'answered' })
    expect(floor.parts().postgres?.state).toBe('stopped')
    await floor.startPart('postgres')
    const client = new pg.Client({ connectionString: floor.databaseUrl })
    await client.connect()
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await client.end()
  })

  test('refuses a second supervisor', async () => {
    const [file = ''] = [join(import.meta.dirname, 'run-stack.ts')]
    const other = spawn(process.execPath, [file, floor.home, only.join(',')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    other.stderr.on('data', (text) => {
      said += text
    })
    expect(await new Promise((resolve) => other.once('exit', resolve))).toBe(1)
    expect(said).toContain('alreadyRunning')
    expect(floor.parts().asterisk?.state).toBe('healthy')
  })
})

describe('after a supervisor that was killed', () => {
  const home = join(defaultHome(), `test-orphans-${process.pid}`)
  let supervisor: ChildProcess | undefined
  afterEach(() => {
    supervisor?.kill('SIGKILL')
    rmSync(home, { recursive: true, force: true })
  })

  async function givenOrphans() {
    const file = join(import.meta.dirname, 'run-stack.ts')
    const child = spawn(process.execPath, [file, home, only.join(',')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    supervisor = child
    await new Promise((resolve) => child.stdout?.once('data', resolve))
    const joined = await attachStack({ home })
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
    const parts = joined.parts()
    return { parts, joined }
  }

  test('its processes go on, and the next start adopts them', async () => {
    const { parts, joined } = await givenOrphans()
    expect(await joined.asterisk.cli('core show uptime')).toContain('System uptime')
    await joined.close()
    const next = await startStack({ home, only })
    try {
      for (const name of only) expect(next.parts()[name]?.pid).toBe(parts[name]?.pid)
    } finally {
      await next.stop()
    }
    expect(next.parts().asterisk?.state).toBe('stopped')
  })

  test('what died in the meantime is started, what lost its pid file is replaced', async () => {
    const { parts, joined } = await givenOrphans()
    joined.kill('asterisk')
    await joined.close()
    rmSync(join(home, 'run/postgres.pid.json'))
    rmSync(join(home, 'run/pstn.pid.json'))
    const next = await startStack({ home, only })
    try {
      for (const name of only) {
        expect(next.parts()[name]?.state).toBe('healthy')
        expect(next.parts()[name]?.pid).not.toBe(parts[name]?.pid)
      }
      const client = new pg.Client({ connectionString: next.databaseUrl })
      await client.connect()
      await client.end()
    } finally {
      await next.stop()
    }
  })
})
