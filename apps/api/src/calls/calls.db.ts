import type { CallDetail, CallRow, Disposition } from '@callfloor/contracts'
import { noteMaxLength } from '@callfloor/contracts'
import { callIdOf } from '@callfloor/domain'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AgentSessions } from '../agents/agent-sessions.service.ts'
import { type GivenTenant, givenTenant } from '../db/given-tenant.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { codeOf, startTestApp, type TestApp } from '../http/test-app.ts'
import { batchOf, floor, linesOf, trace } from '../record/given-record.ts'
import { LogIngest } from '../record/log-ingest.service.ts'
import type { LogFile } from '../record/log-row.ts'
import { PendingCalls } from '../record/pending-calls.service.ts'
import { RecordEvents } from '../record/record-events.ts'
import { TelephonyState } from '../telephony/telephony-state.service.ts'
import { CallsModule } from './calls.module.ts'
import { findCall, findParts, listCalls } from './calls.repository.ts'
import { findDisposition, listDispositions } from './remarks.repository.ts'

let db: TestDatabase
let api: TestApp
let a: GivenTenant
let b: GivenTenant
const cookies: Record<string, string> = {}
const answered = callIdOf(floor.node, 'node1-1795397078.0')
/** Declined by another agent three times, then answered by ours. */
const declined = callIdOf(floor.node, 'node1-1795397128.10')
/** Nobody of tenant A was asked to answer it. */
const abandoned = callIdOf(floor.node, 'node1-1795397093.4')
const resolved = uuidv7()
const foreign = uuidv7()

beforeAll(async () => {
  db = await createTestDatabase()
  a = await givenTenant(db.database, 'A')
  b = await givenTenant(db.database, 'B')
  await db.database.asSystem(async (tx) => {
    await tx
      .insertInto('queues')
      .values([
        { id: floor.support, tenant_id: a.tenantId, name: 'Support' },
        { id: floor.sales, tenant_id: a.tenantId, name: 'Sales' },
      ])
      .execute()
    await tx
      .insertInto('dispositions')
      .values([
        { id: resolved, tenant_id: a.tenantId, name: 'Resolved', tone: 'good', position: 1 },
        { id: uuidv7(), tenant_id: a.tenantId, name: 'Complaint', tone: 'bad', position: 0 },
        { id: foreign, tenant_id: b.tenantId, name: 'Foreign' },
      ])
      .execute()
  })
  api = await startTestApp(db.url, { imports: [CallsModule] }, { NODE_NAME: floor.node })
  for (const file of ['cel', 'queue_log'] as LogFile[]) {
    // The trace as it would be had it happened to tenant A and its agent.
    const text = trace[file]
      .toString()
      .replaceAll(floor.tenantId, a.tenantId)
      .replaceAll(floor.agents[0] ?? '', a.people.AGENT.agentId)
    await api.app.get(LogIngest).store(file, batchOf(linesOf(Buffer.from(text))))
  }
  await api.app.get(PendingCalls).drain()
  for (const role of ['AGENT', 'MANAGER'] as const) cookies[role] = await api.signIn(a.people[role])
  cookies.STRANGER = await api.signIn(b.people.OWNER)
})
afterAll(async () => {
  await api.stop()
  await db.drop()
})

const ask = (who: string, path: string, method = 'GET', body?: unknown) =>
  api.ask(`/api/v1${path}`, {
    cookie: cookies[who] ?? '',
    method,
    ...(body !== undefined && { body }),
  })
type Page = { calls: CallRow[]; next: string | null }
async function list(who: string, query = ''): Promise<Page> {
  const { status, body } = await ask(who, `/calls${query}`)
  expect([status, body]).toEqual([200, expect.anything()])
  return body as Page
}
const detail = async (who: string, id: string) =>
  (await ask(who, `/calls/${id}`)).body as CallDetail
const idsOf = ({ calls }: Page) => calls.map((call) => call.id)

describe('the call log', () => {
  test('shows a manager every call of the tenant, newest first', async () => {
    const { calls, next } = await list('MANAGER')
    expect(calls).toHaveLength(floor.calls)
    expect(next).toBeNull()
    const starts = calls.map((call) => call.startedAt)
    expect(starts).toEqual(starts.toSorted().reverse())
    expect(calls.find((call) => call.id === answered)).toEqual({
      id: answered,
      direction: 'inbound',
      callerNumber: '+12025550190',
      callerName: 'Carol',
      dialled: '+12025550100',
      queue: { id: floor.support, name: 'Support' },
      agent: { id: a.people.AGENT.agentId, name: 'A AGENT' },
      lead: null,
      startedAt: '2026-11-23T01:24:38.742Z',
      answeredAt: '2026-11-23T01:24:39.851Z',
      endedAt: '2026-11-23T01:24:45.061Z',
      outcome: 'answered',
      waitedMs: 1007,
      talkMs: 5209,
      holdMs: 0,
      disposition: null,
      hasRecording: false,
    })
  })

  test('shows an agent the calls that rang or reached them, and no others', async () => {
    const own = await list('AGENT')
    expect(own.calls).toHaveLength(4)
    expect(idsOf(own)).toContain(answered)
    expect(idsOf(own)).not.toContain(abandoned)
    expect(idsOf(await list('AGENT', '?mine=false'))).toEqual(idsOf(own))
    expect((await list('MANAGER', '?mine=true')).calls).toEqual([])
  })

  test.each([1, 2, 3, 8])('pages by %i without a gap or a repeat', async (limit) => {
    const paged: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const page: Page = await list('MANAGER', `?limit=${limit}${next && `&before=${next}`}`)
      paged.push(...idsOf(page))
      next = page.next
    }
    expect(paged).toEqual(idsOf(await list('MANAGER')))
  })

  test.each([
    ['a page that is none', '?before=nonsense'],
    ['a page that is too long', `?before=${'x'.repeat(300)}`],
    ['no calls', '?limit=0'],
    ['too many calls', '?limit=1000'],
  ])('refuses %s with a code', async (_, query) => {
    const answer = await ask('MANAGER', `/calls${query}`)
    expect([answer.status, codeOf(answer)]).toEqual([400, 'badRequest'])
  })

  test('opens a call with its legs and offers', async () => {
    const call = await detail('MANAGER', declined)
    expect(call.legs.map((leg) => leg.party)).toEqual([
      'external',
      'agent',
      'agent',
      'agent',
      'agent',
    ])
    expect(call.offers.map((offer) => offer.result)).toEqual([
      'rejected',
      'rejected',
      'rejected',
      'answered',
    ])
    expect(call.offers[0]?.agent.name).toBe('Former agent')
    expect(call.offers[3]).toMatchObject({ agent: { name: 'A AGENT' }, queue: { name: 'Support' } })
  })

  test('tells when a leg was talked on and held', async () => {
    const intervals = [
      { kind: 'talk', from: 1795397079851, to: 1795397081000 },
      { kind: 'hold', from: 1795397081000, to: null },
    ]
    await db.database.forTenant(a.tenantId, (tx) =>
      tx
        .updateTable('call_legs')
        .set({ intervals: JSON.stringify(intervals) })
        .where('tenant_id', '=', a.tenantId)
        .where('call_id', '=', answered)
        .where('party', '=', 'agent')
        .execute(),
    )
    const call = await detail('AGENT', answered)
    expect(call.legs.find((leg) => leg.party === 'agent')?.intervals).toEqual([
      { kind: 'talk', from: '2026-11-23T01:24:39.851Z', to: '2026-11-23T01:24:41.000Z' },
      { kind: 'hold', from: '2026-11-23T01:24:41.000Z', to: null },
    ])
  })

  test('gives the path of a recording to those who may hear it', async () => {
    const id = uuidv7()
    await db.database.forTenant(a.tenantId, (tx) =>
      tx
        .insertInto('recordings')
        .values({
          id,
          tenant_id: a.tenantId,
          call_id: answered,
          file: 'f',
          state: 'ready',
          bytes: 9,
        })
        .execute(),
    )
    const path = `/api/v1/recordings/${id}/audio`
    expect((await detail('MANAGER', answered)).recordings).toMatchObject([{ id, bytes: 9, path }])
    expect((await detail('AGENT', answered)).recordings).toMatchObject([{ id, path: null }])
    expect((await detail('AGENT', answered)).hasRecording).toBe(true)
  })
})

describe('a note', () => {
  test.each([
    ['a page', '<script>alert(1)</script>'],
    ['a query', "'); delete from notes; --"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what a template would run, were it not text
    ['templates', '${7*7} {{7*7}} %s'],
    ['every width of UTF-8', '\r\n\tü 𐍈 漢'],
    ['the longest', 'x'.repeat(noteMaxLength)],
    ['nothing', ''],
  ])('is kept as it was typed: %s', async (_, text) => {
    const saved = await ask('AGENT', `/calls/${answered}/note`, 'PUT', { text })
    expect([saved.status, saved.body]).toEqual([200, { changedAt: expect.any(String) }])
    const notes = (await detail('MANAGER', answered)).notes
    expect(notes.map((note) => note.text)).toEqual(text === '' ? [] : [text])
  })

  test('is one to an author', async () => {
    await ask('AGENT', `/calls/${answered}/note`, 'PUT', { text: 'from the agent' })
    await ask('MANAGER', `/calls/${answered}/note`, 'PUT', { text: 'from the manager' })
    await ask('AGENT', `/calls/${answered}/note`, 'PUT', { text: 'changed' })
    const notes = (await detail('AGENT', answered)).notes
    expect(notes.map(({ author, text }) => [author.name, text]).sort()).toEqual([
      ['A AGENT', 'changed'],
      ['A MANAGER', 'from the manager'],
    ])
  })

  test.each([
    ['longer than allowed', 'x'.repeat(noteMaxLength + 1)],
    ['with a NUL', 'a\0b'],
    ['that is no text', 7],
  ])('is refused where it is one %s', async (_, text) => {
    const answer = await ask('AGENT', `/calls/${answered}/note`, 'PUT', { text })
    expect([answer.status, codeOf(answer)]).toEqual([400, 'badRequest'])
  })

  test("is not for a call that was not the agent's", async () => {
    const answer = await ask('AGENT', `/calls/${abandoned}/note`, 'PUT', { text: 'x' })
    expect([answer.status, codeOf(answer)]).toEqual([404, 'notFound'])
  })
})

describe('a disposition', () => {
  test('is one of the tenant, in its order', async () => {
    const { body } = await ask('AGENT', '/dispositions')
    const names = (body as { dispositions: Disposition[] }).dispositions.map((each) => each.name)
    expect(names).toEqual(['Complaint', 'Resolved'])
  })

  test('stands in the log, and the log is told', async () => {
    const told: string[] = []
    api.app.get(RecordEvents).onCallRecorded(({ callId }) => told.push(callId))
    const set = await ask('AGENT', `/calls/${answered}/disposition`, 'PUT', {
      dispositionId: resolved,
    })
    expect(set.body).toEqual({ disposition: { id: resolved, name: 'Resolved', tone: 'good' } })
    expect(await detail('MANAGER', answered)).toMatchObject({
      disposition: 'Resolved',
      dispositionId: resolved,
    })
    expect(told).toEqual([answered])
  })

  test('of another tenant does not exist', async () => {
    const answer = await ask('AGENT', `/calls/${answered}/disposition`, 'PUT', {
      dispositionId: foreign,
    })
    expect([answer.status, codeOf(answer)]).toEqual([404, 'notFound'])
  })
})

describe('a call that goes on', () => {
  const linkedId = 'node1-1799999999.1'
  const live = callIdOf(floor.node, linkedId)
  const at = Date.now()
  const caller = { callerNumber: '+12025550191', callerName: '', dialled: '+12025550100' }

  test('takes its note and disposition before it is recorded, and its wrap-up ends', async () => {
    const telephony = api.app.get(TelephonyState)
    const sessions = api.app.get(AgentSessions)
    const { agentId } = a.people.AGENT
    await sessions.open(a.tenantId, agentId, 'lease')
    const apply = (event: Parameters<typeof telephony.apply>[0]['event']) =>
      telephony.apply({ linkedId, tenantId: a.tenantId, event })
    const legId = 'node1-1799999999.2'
    const started = { type: 'legStarted', at, linkedId, ...caller } as const
    apply({ ...started, legId: linkedId, party: { kind: 'external' } })
    expect((await ask('AGENT', `/calls/${live}/note`, 'PUT', { text: 'x' })).status).toBe(404)
    expect((await ask('MANAGER', `/calls/${live}/note`, 'PUT', { text: 'm' })).status).toBe(200)
    expect((await ask('STRANGER', `/calls/${live}/note`, 'PUT', { text: 'x' })).status).toBe(404)
    apply({ type: 'queueJoined', at, legId: linkedId, queueId: floor.support })
    apply({ ...started, legId, party: { kind: 'agent', agentId } })
    apply({ type: 'legBridged', at, legId, bridgeId: 'bridge' })
    apply({ type: 'legBridged', at, legId: linkedId, bridgeId: 'bridge' })
    expect((await ask('AGENT', `/calls/${live}/note`, 'PUT', { text: 'typed' })).status).toBe(200)
    apply({ type: 'legEnded', at: at + 9000, legId, cause: 16 })
    apply({ type: 'legEnded', at: at + 9000, legId: linkedId, cause: 16 })
    expect(sessions.get(agentId).session.activity.kind).toBe('wrapUp')
    const set = await ask('AGENT', `/calls/${live}/disposition`, 'PUT', { dispositionId: resolved })
    expect(set.status).toBe(200)
    expect(sessions.get(agentId).session.activity.kind).toBe('idle')
  })
})

describe('to another tenant', () => {
  test('no call, note or outcome of ours exists, by any route', async () => {
    expect((await list('STRANGER')).calls).toEqual([])
    const before = await detail('MANAGER', answered)
    for (const [path, method, body] of [
      [`/calls/${answered}`, 'GET', undefined],
      [`/calls/${answered}/note`, 'PUT', { text: 'x' }],
      [`/calls/${answered}/disposition`, 'PUT', { dispositionId: foreign }],
      [`/calls/${answered}/disposition`, 'PUT', { dispositionId: resolved }],
    ] as const) {
      const answer = await ask('STRANGER', path, method, body)
      expect([path, answer.status, codeOf(answer)]).toEqual([path, 404, 'notFound'])
    }
    expect(await detail('MANAGER', answered)).toEqual(before)
  })

  test('no repository gives one either', async () => {
    await db.database.forTenant(b.tenantId, async (tx) => {
      expect(await listCalls(tx, b.tenantId, { limit: 10 })).toEqual([])
      // Even where the wrong tenant is asked for: row-level security stands behind the query.
      expect(await listCalls(tx, a.tenantId, { limit: 10 })).toEqual([])
      expect(await findCall(tx, b.tenantId, answered)).toBeUndefined()
      const parts = await findParts(tx, b.tenantId, answered)
      expect(Object.values(parts).flat()).toEqual([])
      expect(await findDisposition(tx, b.tenantId, resolved)).toBeUndefined()
      expect((await listDispositions(tx, b.tenantId)).map((each) => each.id)).toEqual([foreign])
    })
  })
})

test('nobody reads calls without a session', async () => {
  for (const path of ['/calls', `/calls/${answered}`, '/dispositions']) {
    const answer = await api.ask(`/api/v1${path}`)
    expect([answer.status, codeOf(answer)]).toEqual([401, 'notSignedIn'])
  }
})
