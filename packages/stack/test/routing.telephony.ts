import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseCelLine } from '@callfloor/asterisk'
import { demoQueues } from '@callfloor/domain'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../src/index.ts'
import { type Floor, givenFloor, newNumber, recordFiles } from './support/given-floor.ts'
import { givenRawAmi, type RawAmi } from './support/raw-ami.ts'
import { insertPhones, insertRoute, type Route, removeRoutes, seat } from './support/routes.ts'

const [support] = demoQueues
let floor: Floor
let ami: RawAmi
let phones: string
const routes: Record<'late' | 'short' | 'shortLate' | 'served' | 'gone', Route> = {} as never

beforeAll(async () => {
  floor = await givenFloor()
  routes.late = await insertRoute(floor, { answerMode: 'whenAgentAnswers' })
  routes.short = await insertRoute(floor, { maxWaitSeconds: 10 })
  routes.shortLate = await insertRoute(floor, {
    maxWaitSeconds: 10,
    answerMode: 'whenAgentAnswers',
  })
  phones = await insertPhones(floor)
  routes.served = await insertRoute(floor)
  routes.gone = await insertRoute(floor)
  await floor.rows('delete from queues where id = $1', [routes.gone.queueId])
  // There are no settings yet: the directory is read when the API starts.
  await floor.kills('api')
  await provisioned(routes.served)
  ami = await givenRawAmi(floor.stack)
})
afterEach(() => floor.quiet())
afterAll(async () => {
  ami?.close()
  await removeRoutes(floor)
  await floor.close()
})

const provisioned = ({ queueId }: Route) =>
  eventually(
    async () => {
      expect(await floor.stack.asterisk.cli(`dialplan show queue-${queueId}`)).toContain('Queue(')
      expect(await floor.stack.asterisk.cli(`queue show ${queueId}`)).toContain('strategy')
    },
    { timeoutMs: 20_000 },
  )

const joinOf = (from: string) => ami.events('QueueCallerJoin').find((e) => e.CallerIDNum === from)
const celOf = (linkedId: string) =>
  recordFiles(floor.home)
    .cel.flatMap((path) => readFileSync(path, 'utf8').split('\n'))
    .filter((line) => line.includes(linkedId))
    .map(parseCelLine)

describe('a number', () => {
  test.each([
    ['with its plus', support?.number ?? ''],
    ['without its plus', support?.number.slice(1) ?? ''],
  ])('%s reaches its queue, and the record says so', async (_, to) => {
    const [queue] = await floor.rows<{ id: string; tenant_id: string }>(
      `select id, tenant_id from queues where name = 'Support'`,
    )
    const from = newNumber()
    const call = await floor.stack.pstn.placeCall({ to, from })
    await call.answered()
    await eventually(() => expect(joinOf(from)).toMatchObject({ Queue: queue?.id }), {
      timeoutMs: 5_000,
    })
    await call.hangup()
    const record = await floor.recordOf(from)
    expect(record).toMatchObject({
      queue_id: queue?.id,
      tenant_id: queue?.tenant_id,
      outcome: 'abandoned',
      answered_at: null,
    })
    expect(await floor.callsFrom(from)).toHaveLength(1)
  })

  test.each([
    ['nobody has', () => '+12025569999'],
    ['nobody has, without its plus', () => '12025569999'],
    ['whose queue was removed', () => routes.gone.number],
  ])('%s is not found, and AMI tells of it', async (_, to) => {
    const [from, number] = [newNumber(), to()]
    const call = await floor.stack.pstn.placeCall({ to: number, from })
    expect(await call.ended()).toMatchObject({ result: 'notFound', sipCode: 404, answeredMs: null })
    await ami.inStep()
    const told = ami
      .events('UserEvent')
      .filter((e) => e.UserEvent === 'CallfloorUnknownNumber' && e.CallerIDNum === from)
    expect(told).toMatchObject([{ Number: number }])
    expect(joinOf(from)).toBeUndefined()
  })
})

describe('a queue that answers when an agent does', () => {
  test('lets the caller hear ringing and answers no sooner than the agent', async () => {
    const leave = await seat(floor, routes.late, phones, '+12025550197')
    try {
      const call = await floor.stack.pstn.placeCall({
        to: routes.late.number,
        from: newNumber(),
        seconds: 1,
      })
      const report = await call.ended()
      expect(report).toMatchObject({ result: 'answered', sipCode: 200 })
      expect(report.setupMs).toBeLessThan(2_000)
      // The simulator's …197 answers after five seconds.
      expect(report.answeredMs).toBeGreaterThan(4_900)
    } finally {
      await leave()
    }
  })

  test('never answers a caller nobody serves: they give up, and have abandoned', async () => {
    const from = newNumber()
    const call = await floor.stack.pstn.placeCall({ to: routes.late.number, from, ringSeconds: 3 })
    expect(await call.ended()).toMatchObject({ result: 'noAnswer', sipCode: 487, answeredMs: null })
    expect(await floor.recordOf(from)).toMatchObject({ outcome: 'abandoned', answered_at: null })
  })
})

test('a wait that is too long ends with the prompt and is recorded as timed out', async () => {
  const [first, second] = [newNumber(), newNumber()]
  const [answered, late] = await Promise.all([
    floor.stack.pstn.placeCall({ to: routes.short.number, from: first }),
    floor.stack.pstn.placeCall({ to: routes.shortLate.number, from: second }),
  ])
  const [told, refused] = await Promise.all([answered.ended(), late.ended()])
  expect(told.result).toBe('answered')
  // Ten seconds of music, and the prompt after them.
  expect(told.durationMs).toBeGreaterThan(11_000)
  expect(refused).toMatchObject({ result: 'noAnswer', sipCode: 480, answeredMs: null })
  for (const [from, queueId] of [
    [first, routes.short.queueId],
    [second, routes.shortLate.queueId],
  ] as const) {
    const record = await floor.recordOf(from)
    expect(record).toMatchObject({ outcome: 'timedOut', queue_id: queueId })
    expect(record.waited_ms).toBeGreaterThan(9_500)
    expect(record.waited_ms).toBeLessThan(11_000)
    await ami.inStep()
    const left = ami
      .events('UserEvent')
      .filter((e) => e.UserEvent === 'CallfloorQueueLeft' && e.Linkedid === record.linked_id)
    expect(left).toMatchObject([{ Queue: queueId, Status: 'TIMEOUT' }])
    const played = celOf(record.linked_id).filter((line) => line.eventType === 'HANGUP')
    expect(played).toHaveLength(1)
  }
})

test('every leg bears the tenant, and the recording lies where its call is named', async () => {
  const leave = await seat(floor, routes.served, phones, '+12025550190')
  const raw = join(floor.stack.asterisk.folders.spool, 'recordings')
  try {
    const from = newNumber()
    const call = await floor.stack.pstn.placeCall({ to: routes.served.number, from, seconds: 3 })
    await call.answered()
    await eventually(() => expect(call.heard(500).peakHz).toBeCloseTo(1004, -1), {
      timeoutMs: 5_000,
    })
    const linkedId = joinOf(from)?.Linkedid ?? ''
    expect(linkedId).toMatch(/^callfloor-\d+\.\d+$/)
    expect(readdirSync(raw)).toContain(`${linkedId}.wav`)
    await call.ended()
    const { id } = await floor.recordOf(from)
    const legs = celOf(linkedId)
    expect(new Set(legs.map((line) => line.uniqueid)).size).toBe(2)
    expect(new Set(legs.map((line) => line.accountcode))).toEqual(new Set([routes.served.tenantId]))
    // Encoded, it stands in the recordings folder, and the raw file is gone.
    const file = await eventually(
      async () => {
        const [ready] = await floor.rows<{ file: string }>(
          `select file from recordings where call_id = $1 and tenant_id = $2 and state = 'ready'`,
          [id, routes.served.tenantId],
        )
        expect(ready).toBeDefined()
        return ready?.file ?? ''
      },
      { timeoutMs: 20_000 },
    )
    expect(existsSync(join(floor.home.recordings, file))).toBe(true)
    await eventually(() => expect(readdirSync(raw)).not.toContain(`${linkedId}.wav`), {
      timeoutMs: 5_000,
    })
  } finally {
    await leave()
  }
})
