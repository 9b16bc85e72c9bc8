import type { Lead } from '@callfloor/contracts'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Tx } from '../db/database.ts'
import { type GivenTenant, givenTenant } from '../db/given-tenant.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { codeOf, startTestApp, type TestApp } from '../http/test-app.ts'
import { LeadsModule } from './leads.module.ts'
import { findByPhone, findLead, listLeads } from './leads.repository.ts'
import { LiveAccess } from './live-access.ts'

let db: TestDatabase
let api: TestApp
let a: GivenTenant
let b: GivenTenant
const cookies: Record<string, string> = {}
const ids: Record<string, string> = {}

beforeAll(async () => {
  db = await createTestDatabase()
  a = await givenTenant(db.database, 'A')
  b = await givenTenant(db.database, 'B')
  const mine = a.people.AGENT.agentId
  await addLead(a, 'Ada Lovelace', { phones: ['+12025550111', '+12025550112'], owner: mine })
  await addLead(a, 'Bob 100% Real', { company: 'Snake_case & Sons' })
  await addLead(a, 'Bob 100x Real', { phones: ['+12025550113'] })
  await addLead(a, 'Émile <script>alert(1)</script>', { owner: mine })
  await addLead(a, 'Zoe', { phones: ['+12025550111'] })
  await addLead(b, 'Foreign Person', { phones: ['+12025550111'] })
  api = await startTestApp(db.url, { imports: [LeadsModule] })
  for (const role of ['AGENT', 'MANAGER'] as const) cookies[role] = await api.signIn(a.people[role])
})
afterAll(async () => {
  await api.stop()
  await db.drop()
})

async function addLead(
  { tenantId }: GivenTenant,
  name: string,
  { phones = [], company, owner }: { phones?: string[]; company?: string; owner?: string },
): Promise<void> {
  const id = uuidv7()
  ids[name] = id
  await db.database.forTenant(tenantId, async (tx) => {
    await tx
      .insertInto('leads')
      .values({
        id,
        tenant_id: tenantId,
        name,
        company: company ?? null,
        owner_id: owner ?? null,
        fields: JSON.stringify({ Plan: 'Team' }),
      })
      .execute()
    for (const [position, e164] of phones.entries()) {
      await tx
        .insertInto('lead_phones')
        .values({ tenant_id: tenantId, lead_id: id, e164, position })
        .execute()
    }
  })
}

type Page = { leads: Lead[]; next: string | null }
async function list(role: string, query = ''): Promise<Page> {
  const { status, body } = await api.ask(`/api/v1/leads${query}`, { cookie: cookies[role] ?? '' })
  expect(status).toBe(200)
  return body as Page
}
const namesOf = ({ leads }: Page) => leads.map(({ name }) => name)
const get = (role: string, id: string | undefined) =>
  api.ask(`/api/v1/leads/${id}`, { cookie: cookies[role] ?? '' })

describe('the list of leads', () => {
  test('shows a manager all of the tenant, whole, and an agent those assigned', async () => {
    const all = await list('MANAGER')
    expect(namesOf(all)).toHaveLength(5)
    expect(all.leads.find(({ name }) => name === 'Ada Lovelace')).toMatchObject({
      phones: ['+12025550111', '+12025550112'],
      owner: { id: a.people.AGENT.agentId, name: 'A AGENT' },
      fields: { Plan: 'Team' },
      company: null,
      demo: false,
    })
    const own = namesOf(await list('AGENT'))
    expect(own.sort()).toEqual(['Ada Lovelace', 'Émile <script>alert(1)</script>'])
  })

  test.each([1, 2, 3, 5])('pages by %i without a gap or a repeat', async (limit) => {
    const whole = namesOf(await list('MANAGER'))
    const paged: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const page: Page = await list('MANAGER', `?limit=${limit}${next && `&after=${next}`}`)
      expect(page.leads.length).toBeLessThanOrEqual(limit)
      paged.push(...namesOf(page))
      next = page.next
    }
    expect(paged).toEqual(whole)
  })

  test.each([
    ['lovel', ['Ada Lovelace']],
    ['100%', ['Bob 100% Real']],
    ['snake_', ['Bob 100% Real']],
    ['snake-', []],
    ['0113', ['Bob 100x Real']],
    ['(202) 555-0113', ['Bob 100x Real']],
    ['+1 202 555 0112', ['Ada Lovelace']],
    ["' or 1=1 --", []],
    ['\\', []],
  ])('finds by %j', async (search, names) => {
    expect(namesOf(await list('MANAGER', `?search=${encodeURIComponent(search)}`))).toEqual(names)
  })

  test.each([
    ['?limit=0', 'limit'],
    ['?limit=201', 'limit'],
    ['?limit=many', 'limit'],
    [`?search=${'x'.repeat(101)}`, 'search'],
    ['?after=nonsense', 'after'],
    [`?after=${Buffer.from('["a","b"]').toString('base64url')}`, 'after'],
  ])('refuses %s and names the field', async (query, field) => {
    const answer = await api.ask(`/api/v1/leads${query}`, { cookie: cookies.MANAGER ?? '' })
    expect([answer.status, codeOf(answer)]).toEqual([400, 'badRequest'])
    expect(answer.body).toMatchObject({ details: { fields: [{ field }] } })
  })
})

describe('one lead', () => {
  test('opens to a manager, and to the agent it is assigned to', async () => {
    expect((await get('MANAGER', ids.Zoe)).body).toMatchObject({ name: 'Zoe' })
    expect((await get('AGENT', ids['Ada Lovelace'])).body).toMatchObject({ name: 'Ada Lovelace' })
  })

  test('is not found for an agent it is not assigned to, until it is the lead of their call', async () => {
    const answer = await get('AGENT', ids.Zoe)
    expect([answer.status, codeOf(answer)]).toEqual([404, 'notFound'])
    api.app
      .get(LiveAccess)
      .answerWith((actor, leadId) => actor.agentId === a.people.AGENT.agentId && leadId === ids.Zoe)
    expect((await get('AGENT', ids.Zoe)).body).toMatchObject({ name: 'Zoe' })
    expect((await get('AGENT', ids['Bob 100x Real'])).status).toBe(404)
  })

  test('of another tenant is not found, even where a live call would open it', async () => {
    api.app.get(LiveAccess).answerWith(() => true)
    for (const role of ['AGENT', 'MANAGER']) {
      const answer = await get(role, ids['Foreign Person'])
      expect([answer.status, codeOf(answer)]).toEqual([404, 'notFound'])
    }
  })

  test('that never was is not found, and an id that is none is a bad request', async () => {
    expect(codeOf(await get('MANAGER', uuidv7()))).toBe('notFound')
    const answer = await get('MANAGER', 'not-an-id')
    expect([answer.status, codeOf(answer)]).toEqual([400, 'badRequest'])
    expect(answer.body).toMatchObject({ details: { fields: [{ field: 'leadId' }] } })
  })
})

describe('the calls of a lead', () => {
  test('are the last ones, of those the viewer may see', async () => {
    const lead = ids['Ada Lovelace'] ?? ''
    const { tenantId, people } = a
    const call = (linkedId: string, minute: number) => ({
      id: uuidv7(),
      tenant_id: tenantId,
      node: 'test',
      linked_id: linkedId,
      direction: 'inbound',
      caller_number: '+12025550111',
      caller_name: '',
      dialled: '+12025550100',
      started_at: new Date(Date.UTC(2026, 0, 1, 12, minute)),
      lead_id: lead,
    })
    const calls = Array.from({ length: 12 }, (_, minute) => call(`1700000000.${minute}`, minute))
    const own = calls[3]?.id ?? ''
    await db.database.asSystem(async (tx) => {
      await tx.insertInto('calls').values(calls).execute()
      await tx
        .insertInto('call_legs')
        .values({
          tenant_id: tenantId,
          call_id: own,
          leg_id: '1700000000.99',
          position: 0,
          party: 'agent',
          agent_id: people.AGENT.agentId,
          started_at: new Date(0),
        })
        .execute()
    })
    const shown = async (role: string) =>
      ((await get(role, lead)).body as { recentCalls: { id: string }[] }).recentCalls.map(
        ({ id }) => id,
      )
    expect(await shown('MANAGER')).toEqual(
      calls
        .map(({ id }) => id)
        .reverse()
        .slice(0, 10),
    )
    expect(await shown('AGENT')).toEqual([own])
  })
})

describe('the repository', () => {
  test('finds the leads of a number within the tenant, by name', async () => {
    const found = (tenant: GivenTenant) =>
      db.database.forTenant(tenant.tenantId, (tx) =>
        findByPhone(tx, tenant.tenantId, '+12025550111'),
      )
    expect((await found(a)).map(({ name }) => name)).toEqual(['Ada Lovelace', 'Zoe'])
    expect((await found(b)).map(({ name }) => name)).toEqual(['Foreign Person'])
  })

  test("answers nothing with another tenant's id, also across tenants", async () => {
    const foreign = ids['Foreign Person'] ?? ''
    const ask = async (tx: Tx) => ({
      lead: await findLead(tx, a.tenantId, foreign),
      leads: await listLeads(tx, a.tenantId, { limit: 100 }),
      byPhone: await findByPhone(tx, a.tenantId, '+12025550111'),
    })
    for (const { lead, leads, byPhone } of [
      await db.database.forTenant(a.tenantId, ask),
      await db.database.asSystem(ask),
    ]) {
      expect(lead).toBeUndefined()
      expect(leads).toHaveLength(5)
      expect(byPhone).toHaveLength(2)
    }
  })
})
