import { setTimeout as sleep } from 'node:timers/promises'
import { demoQueues } from '@callfloor/domain'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { eventually, type PlacedCall } from '../src/index.ts'
import { type Floor, givenFloor, newNumber, type RecordedCall } from './support/given-floor.ts'
import { ask, type SeenFloor, seeFloor, signIn } from './support/people.ts'

const support = demoQueues[0]?.number ?? ''
let floor: Floor
/** A manager sees the whole floor. */
let manager: string

beforeAll(async () => {
  floor = await givenFloor()
  manager = await signIn(floor.stack, 'maria')
})
afterEach(() => floor.quiet())
afterAll(() => floor.close())

type Caller = { from: string; call: PlacedCall }

/** Callers who wait in Support until they are cut off or hang up. */
async function waiting(count: number): Promise<Caller[]> {
  const callers = await Promise.all(
    Array.from({ length: count }, async () => {
      const from = newNumber()
      const call = await floor.stack.pstn.placeCall({ to: support, from })
      await call.answered()
      return { from, call }
    }),
  )
  await shows((seen) => {
    const numbers = seen.queues.flatMap((queue) => queue.waiting.map((one) => one.callerNumber))
    for (const { from } of callers) expect(numbers).toContain(from)
  }, 10_000)
  return callers
}

const hangUp = (callers: readonly Caller[]) =>
  Promise.all(
    callers.map(async ({ call }) => {
      await call.hangup()
      await call.ended()
    }),
  )

/** Waits until the manager's screen is as expected. */
const shows = (expected: (seen: SeenFloor) => void, timeoutMs: number) =>
  eventually(async () => expected(await seeFloor(floor.stack, manager)), {
    timeoutMs,
    everyMs: 250,
  })

const isEmpty = (seen: SeenFloor) => {
  expect(seen.telephony).toBe('up')
  expect(seen.calls).toEqual([])
  for (const queue of seen.queues) expect(queue.waiting).toEqual([])
}

/** Each caller has one call, ended and told once. */
async function recorded(callers: readonly string[], timeoutMs: number): Promise<RecordedCall[]> {
  const calls = await eventually(
    async () => {
      const found = await floor.rows<RecordedCall>(
        'select * from calls where caller_number = any($1) and ended_at is not null',
        [callers],
      )
      expect(found.length).toBe(callers.length)
      return found
    },
    { timeoutMs, everyMs: 250 },
  )
  const [count] = await floor.rows<{ calls: number; twice: number }>(
    `select count(distinct c.id)::int as calls,
            (count(*) - count(distinct (f.call_id, f.type, f.at, f.queue_id, f.data)))::int as twice
       from calls c join facts f on f.call_id = c.id where c.caller_number = any($1)`,
    [callers],
  )
  expect(count).toEqual({ calls: callers.length, twice: 0 })
  return calls
}

const numbersOf = (callers: readonly Caller[]) => callers.map(({ from }) => from)

test('calls that wait while Asterisk is killed are closed as cut, and the agents keep their seats', async () => {
  const ana = await signIn(floor.stack, 'ana')
  const lease = await ask<{ leaseId: string; username: string }>(
    floor.stack,
    ana,
    'POST',
    '/agent/lease',
    {},
  )
  const seats = async () => {
    const said = await floor.stack.asterisk.cli('queue show')
    return said.split('\n').filter((line) => line.includes(`PJSIP/${lease.username}`)).length
  }
  try {
    // Everybody of the demo sits in Support, and Ana in Sales too.
    await eventually(async () => expect(await seats()).toBe(2), { timeoutMs: 10_000 })
    const callers = await waiting(5)
    await floor.kills('asterisk')
    const back = Date.now()
    const calls = await recorded(numbersOf(callers), 10_000)
    await shows(isEmpty, 10_000 - (Date.now() - back))
    expect(calls.map((call) => call.outcome)).toEqual(Array(5).fill('cut'))
    expect(calls.every((call) => call.answered_at === null)).toBe(true)
    const visits = await floor.rows(
      'select result from queue_visits where call_id = any($1) and left_at is not null',
      [calls.map((call) => call.id)],
    )
    expect(visits).toEqual(Array(5).fill({ result: 'cut' }))
    await eventually(async () => expect(await seats()).toBe(2), { timeoutMs: 10_000 })
    await hangUp(callers)
  } finally {
    await ask(floor.stack, ana, 'DELETE', '/agent/lease', { leaseId: lease.leaseId })
  }
  await eventually(async () => expect(await seats()).toBe(0), { timeoutMs: 10_000 })
})

test('API and Asterisk killed at once leave no call behind, and the next one is right', async () => {
  const callers = await waiting(5)
  await floor.kills('api', 'asterisk')
  const calls = await recorded(numbersOf(callers), 10_000)
  expect(calls.map((call) => call.outcome)).toEqual(Array(5).fill('cut'))
  await shows(isEmpty, 10_000)
  await hangUp(callers)
  const next = await waiting(1)
  await hangUp(next)
  const [call] = await recorded(numbersOf(next), 10_000)
  expect(call?.outcome).toBe('abandoned')
  await shows(isEmpty, 10_000)
})

test('an API killed under ten calls a second drops nobody and loses no call', async () => {
  const perSecond = 10
  const seconds = 10
  const lives: Promise<{ from: string; durationMs: number; result: string }>[] = []
  let killed: Promise<void> | undefined
  // The load itself takes ten seconds: this is what is done, not a wait for something to happen.
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const from = newNumber()
    lives.push(
      floor.stack.pstn
        .placeCall({ to: support, from, seconds: 1 + Math.floor(Math.random() * 3) })
        .then((call) => call.ended())
        .then(({ durationMs, result }) => ({ from, durationMs, result })),
    )
    if (n === (perSecond * seconds) / 2) killed = floor.kills('api')
    await sleep(1_000 / perSecond)
  }
  const lived = await Promise.all(lives)
  await killed
  expect(new Set(lived.map(({ result }) => result))).toEqual(new Set(['answered']))
  const calls = await recorded(
    lived.map(({ from }) => from),
    30_000,
  )
  const waits = await floor.rows<{ caller_number: string; waited_ms: number; outcome: string }>(
    'select caller_number, waited_ms, outcome from calls where id = any($1)',
    [calls.map((call) => call.id)],
  )
  const waited = new Map(waits.map((call) => [call.caller_number, call]))
  for (const { from, durationMs } of lived) {
    expect(waited.get(from)?.outcome).toBe('abandoned')
    expect(Math.abs((waited.get(from)?.waited_ms ?? 0) - durationMs)).toBeLessThan(1_000)
  }
  await shows(isEmpty, 10_000)
})
