import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import {
  batchOf,
  dumpDerived,
  floor,
  forgetDerived,
  forgetRecord,
  type GivenRecord,
  givenFloor,
  linesOf,
  startRecord,
  trace,
} from './given-record.ts'
import type { LogFile } from './log-row.ts'
import { rebuild } from './rebuild.ts'

let db: TestDatabase
let record: GivenRecord
/** What the record must look like, however it came about. */
let expected: string

const files: LogFile[] = ['cel', 'queue_log']
const lines = { cel: linesOf(trace.cel), queue_log: linesOf(trace.queue_log) }

beforeAll(async () => {
  db = await createTestDatabase()
  await givenFloor(db.database)
  record = await startRecord(db.url)
  await givenSessions()
  for (const file of files) await record.ingest.store(file, batchOf(lines[file]))
  await record.calls.drain()
  expected = await dumpDerived(db.database)
})
afterAll(async () => {
  await record.stop()
  await db.drop()
})
beforeEach(async () => {
  await forgetRecord(db.database)
  await givenSessions()
  record.recorded.length = 0
})

/** Each agent logged in a minute before the trace begins. */
const givenSessions = () =>
  db.database.asSystem(async (tx) => {
    const openedAt = new Date(1795397000_000)
    for (const agentId of floor.agents) {
      await tx
        .insertInto('agent_sessions')
        .values({
          id: agentId.replace('0000000000d', '0000000000e'),
          tenant_id: floor.tenantId,
          agent_id: agentId,
          opened_at: openedAt,
          seen_at: openedAt,
          lease_id: 'lease',
        })
        .execute()
    }
  })

const storeAll = async (file: LogFile) => record.ingest.store(file, batchOf(lines[file]))
const calls = () =>
  db.database.asSystem((tx) => tx.selectFrom('calls').selectAll().orderBy('started_at').execute())

describe('the log of a floor becomes its record', () => {
  test('every call is there once, with its outcome', async () => {
    for (const file of files) await storeAll(file)
    await record.calls.drain()
    const made = await calls()
    expect(made.map((call) => [call.linked_id, call.outcome])).toEqual([
      ['node1-1795397078.0', 'answered'],
      ['node1-1795397086.2', 'answered'],
      ['node1-1795397093.4', 'abandoned'],
      ['node1-1795397097.5', 'abandoned'],
      ['node1-1795397107.8', 'timedOut'],
      ['node1-1795397125.9', 'unanswered'],
      ['node1-1795397128.10', 'answered'],
      ['node1-1795397138.15', 'cut'],
    ])
    expect(made[0]).toMatchObject({
      tenant_id: floor.tenantId,
      direction: 'inbound',
      caller_number: '+12025550190',
      caller_name: 'Carol',
      dialled: '+12025550100',
      queue_id: floor.support,
      agent_id: floor.agents[0],
      waited_ms: 1007,
      talk_ms: 5209,
      hold_ms: 0,
      ended_at: new Date(1795397085061),
    })
    const ended = record.recorded.filter((each) => each.ended)
    expect(new Set(ended.map((each) => each.callId)).size).toBe(floor.calls)
  })

  test("an agent's session tells of their calls without gap or overlap", async () => {
    for (const file of files) await storeAll(file)
    await record.calls.drain()
    const intervals = await db.database.asSystem((tx) =>
      tx
        .selectFrom('agent_intervals')
        .selectAll()
        .where('agent_id', '=', floor.agents[0] ?? '')
        .orderBy('from_at')
        .execute(),
    )
    expect(intervals.slice(0, 4).map(({ status, queue_id }) => [status, queue_id])).toEqual([
      ['offline', null],
      ['ringing', floor.support],
      ['onCall', floor.support],
      ['wrapUp', floor.support],
    ])
    for (const [index, interval] of intervals.entries()) {
      expect(interval.to_at).toEqual(intervals[index + 1]?.from_at ?? null)
    }
  })

  test('a lead is named when exactly one has the number, and stays named', async () => {
    const lead = { id: '0197a000-0000-7000-8000-0000000000f1', tenant_id: floor.tenantId }
    await db.database.asSystem(async (tx) => {
      await tx
        .insertInto('leads')
        .values({ ...lead, name: 'Carol' })
        .execute()
      await tx
        .insertInto('lead_phones')
        .values({ tenant_id: lead.tenant_id, lead_id: lead.id, e164: '+12025550190' })
        .execute()
    })
    for (const file of files) await storeAll(file)
    await record.calls.drain()
    expect((await calls()).map((call) => call.lead_id)).toEqual(Array(floor.calls).fill(lead.id))
    await db.database.asSystem((tx) => tx.deleteFrom('lead_phones').execute())
    await rebuild(db.database, record.calls)
    expect((await calls()).map((call) => call.lead_id)).toEqual(Array(floor.calls).fill(lead.id))
    await db.database.asSystem((tx) => tx.deleteFrom('leads').execute())
  })
})

describe('the record is the same whatever happened on the way', () => {
  test('queue_log before CEL', async () => {
    await storeAll('queue_log')
    await record.calls.drain()
    await storeAll('cel')
    await record.calls.drain()
    expect(await dumpDerived(db.database)).toBe(expected)
  })

  test('CEL first, queue_log after every call was made', async () => {
    await storeAll('cel')
    await record.calls.drain()
    await storeAll('queue_log')
    await record.calls.drain()
    expect(await dumpDerived(db.database)).toBe(expected)
  })

  test('the files cut at every line, each call made anew after each piece', async () => {
    const cel = [...lines.cel]
    const queueLog = [...lines.queue_log]
    while (cel.length > 0 || queueLog.length > 0) {
      if (cel.length > 0) await record.ingest.store('cel', batchOf(cel.splice(0, 1)))
      if (queueLog.length > 0)
        await record.ingest.store('queue_log', batchOf(queueLog.splice(0, 1)))
      await record.calls.drain()
    }
    expect(await dumpDerived(db.database)).toBe(expected)
  }, 60_000)

  test('every batch read twice, as after a crash before the offset was stored', async () => {
    for (const file of files) {
      for (let at = 0; at < lines[file].length; at += 7) {
        const batch = batchOf(lines[file].slice(at, at + 7))
        await record.ingest.store(file, batch)
        await record.ingest.store(file, batch)
      }
    }
    await record.calls.drain()
    await storeAll('cel')
    await record.calls.drain()
    expect(await dumpDerived(db.database)).toBe(expected)
  })

  test('killed after the lines were stored and before the calls were made', async () => {
    const dying = await startRecord(db.url)
    for (const file of files) await dying.ingest.store(file, batchOf(lines[file]))
    await dying.stop()
    // A new process finds what is pending, without a new line.
    const next = await startRecord(db.url)
    expect(await next.calls.drain()).toBe(floor.calls)
    await next.stop()
    expect(await dumpDerived(db.database)).toBe(expected)
  })

  test('two processes make the same calls at once', async () => {
    for (const file of files) await storeAll(file)
    const other = await startRecord(db.url)
    await Promise.all([record.calls.drain(), other.calls.drain()])
    await other.stop()
    expect(await dumpDerived(db.database)).toBe(expected)
  })

  test('a rebuild from the log lines alone is byte-identical', async () => {
    for (const file of files) await storeAll(file)
    await record.calls.drain()
    await forgetDerived(db.database)
    record.recorded.length = 0
    await rebuild(db.database, record.calls)
    expect(await dumpDerived(db.database)).toBe(expected)
    await rebuild(db.database, record.calls)
    expect(await dumpDerived(db.database)).toBe(expected)
    // What was right already is not told again.
    expect(record.recorded).toHaveLength(floor.calls)
  })
})

describe('what is odd in a log', () => {
  test('a line that cannot be read is kept, and disturbs no other', async () => {
    await record.ingest.store(
      'cel',
      batchOf([{ text: '"half a li', offset: 0, nextOffset: 11 }], 'g0'),
    )
    for (const file of files) await storeAll(file)
    await record.calls.drain()
    expect(await dumpDerived(db.database)).toBe(expected)
    const kept = await db.database.asSystem((tx) =>
      tx.selectFrom('log_lines').select('line').where('generation', '=', 'g0').execute(),
    )
    expect(kept).toEqual([{ line: '"half a li' }])
  })

  test('a call of an unknown tenant keeps its lines and makes no call', async () => {
    const foreign = lines.cel
      .slice(0, 18)
      .map((line) => ({ ...line, text: line.text.replaceAll(floor.tenantId, 'nobody') }))
    await record.ingest.store('cel', batchOf(foreign))
    await record.calls.drain()
    expect(await calls()).toEqual([])
    const kept = await db.database.asSystem((tx) =>
      tx
        .selectFrom('log_lines')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow(),
    )
    expect(Number(kept.n)).toBe(18)
  })

  test.each([
    ['a page', '<script>alert(1)</script>'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what Asterisk would run, were it not text
    ['a shell', '${SHELL(id)}'],
    ['a query', "'); drop table calls; --"],
    ['quotes', 'quote "" inside'],
    ['separators', 'pipe|and,comma'],
    ['4 KB of UTF-8', 'ü𐍈漢'.repeat(450)],
    ['what could not be decoded', '\uFFFD'],
  ])('a caller whose name is %s is text and nothing else', async (_, name) => {
    const quoted = name.replaceAll('"', '""')
    const hostile = lines.cel
      .slice(0, 18)
      .map((line) => ({ ...line, text: line.text.replaceAll('"Carol"', () => `"${quoted}"`) }))
    await record.ingest.store('cel', batchOf(hostile))
    await record.calls.drain()
    expect((await calls()).map((call) => call.caller_name)).toEqual([name])
  })
})

test('hold and resume that only AMI tells are part of the call, once', async () => {
  for (const file of files) await storeAll(file)
  await record.calls.drain()
  const legId = 'node1-1795397078.1'
  const linkedId = 'node1-1795397078.0'
  for (let time = 0; time < 2; time++) {
    record.writer.appendAmi(linkedId, { type: 'legHeld', at: 1795397081_000, legId })
    record.writer.appendAmi(linkedId, { type: 'legResumed', at: 1795397082_500, legId })
    await record.writer.settled()
  }
  await record.calls.drain()
  expect((await calls())[0]).toMatchObject({ talk_ms: 3709, hold_ms: 1500 })
})

test('the calls that go on are found by their log, before and after they are made', async () => {
  const talking = lines.cel.slice(0, 10)
  await record.ingest.store('cel', batchOf(talking))
  const [open] = await record.openCalls.find(['node1-1795397078.0', 'node1-9.9'])
  expect(open).toMatchObject({
    tenantId: floor.tenantId,
    call: { state: 'connected', agentIds: [floor.agents[0]] },
  })
  await storeAll('cel')
  expect(await record.openCalls.find(['node1-1795397078.0'])).toEqual([])
})
