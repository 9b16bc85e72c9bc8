import { demoQueues, demoTenant, demoUsers, type TenantId } from '@callfloor/domain'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { hashPassword } from '../auth/password.ts'
import type { Tx } from '../db/database.ts'
import { demoLeads } from './leads.ts'

/** Where the demo's carrier is. */
export type DemoCarrier = { host: string; port: number }

const dispositions = [
  ['Resolved', 'good'],
  ['Follow-up', 'neutral'],
  ['Sale', 'good'],
  ['No sale', 'neutral'],
  ['Wrong number', 'neutral'],
  ['Complaint', 'bad'],
] as const

const mark = { demo: true }

/**
 * Sets the demo up where its tenant never was: once removed, the tenant stays and so the demo does
 * not come back. Where it stands already only the carrier's address is brought up to date.
 * @returns whether it was set up now
 */
export async function seedDemo(tx: Tx, carrier: DemoCarrier): Promise<boolean> {
  // Two processes that start at once must not both seed.
  await sql`select pg_advisory_xact_lock(hashtext('callfloor.demo'))`.execute(tx)
  const tenant = await tx
    .selectFrom('tenants')
    .select('id')
    .where('slug', '=', demoTenant.slug)
    .executeTakeFirst()
  if (tenant) {
    await moveCarrier(tx, tenant.id, carrier)
    return false
  }
  const tenantId = uuidv7()
  const { slug, name, country, timeZone } = demoTenant
  await tx
    .insertInto('tenants')
    .values({ id: tenantId, slug, name, country, time_zone: timeZone, ...mark })
    .execute()
  const agentIds = await seedPeople(tx, tenantId)
  await seedQueues(tx, tenantId, agentIds, carrier)
  await seedDispositions(tx, tenantId)
  await seedLeads(tx, tenantId, agentIds)
  return true
}

const moveCarrier = (tx: Tx, tenantId: TenantId, { host, port }: DemoCarrier) =>
  tx
    .updateTable('trunks')
    .set({ host, port, match_addresses: [host] })
    .where('tenant_id', '=', tenantId)
    .where('demo', '=', true)
    .execute()

/** @returns the agents' ids, in the order of the demo's users */
async function seedPeople(tx: Tx, tenantId: TenantId): Promise<string[]> {
  const people = await Promise.all(
    demoUsers.map(async (user) => ({
      ...user,
      userId: uuidv7(),
      agentId: uuidv7(),
      hash: await hashPassword(user.password),
    })),
  )
  await tx
    .insertInto('users')
    .values(people.map(({ userId, name, email }) => ({ id: userId, name, email, ...mark })))
    .execute()
  await tx
    .insertInto('accounts')
    .values(
      people.map(({ userId, hash }) => ({
        id: uuidv7(),
        user_id: userId,
        account_id: userId,
        provider_id: 'credential',
        password: hash,
      })),
    )
    .execute()
  await tx
    .insertInto('memberships')
    .values(
      people.map(({ userId, agentId, role }) => ({
        id: agentId,
        tenant_id: tenantId,
        user_id: userId,
        role,
        ...mark,
      })),
    )
    .execute()
  return people.filter(({ role }) => role === 'AGENT').map(({ agentId }) => agentId)
}

async function seedQueues(
  tx: Tx,
  tenantId: TenantId,
  agentIds: string[],
  { host, port }: DemoCarrier,
): Promise<void> {
  const trunkId = uuidv7()
  await tx
    .insertInto('trunks')
    .values({
      id: trunkId,
      tenant_id: tenantId,
      name: 'Simulated carrier',
      host,
      port,
      match_addresses: [host],
      ...mark,
    })
    .execute()
  for (const [index, { name, number }] of demoQueues.entries()) {
    const queueId = uuidv7()
    await tx
      .insertInto('queues')
      .values({ id: queueId, tenant_id: tenantId, name, ...mark })
      .execute()
    await tx
      .insertInto('numbers')
      .values({
        id: uuidv7(),
        tenant_id: tenantId,
        e164: number,
        trunk_id: trunkId,
        queue_id: queueId,
        ...mark,
      })
      .execute()
    // Everybody takes the first queue; every other agent the rest too.
    const seated = agentIds.filter((_, position) => index === 0 || position % 2 === 0)
    await tx
      .insertInto('queue_members')
      .values(seated.map((id) => ({ tenant_id: tenantId, queue_id: queueId, agent_id: id })))
      .execute()
  }
}

async function seedDispositions(tx: Tx, tenantId: TenantId): Promise<void> {
  await tx
    .insertInto('dispositions')
    .values(
      dispositions.map(([name, tone], position) => ({
        id: uuidv7(),
        tenant_id: tenantId,
        name,
        tone,
        position,
        ...mark,
      })),
    )
    .execute()
}

async function seedLeads(tx: Tx, tenantId: TenantId, agentIds: string[]): Promise<void> {
  const leads = demoLeads(agentIds.length).map((lead) => ({ ...lead, id: uuidv7() }))
  await tx
    .insertInto('leads')
    .values(
      leads.map(({ id, name, company, email, stage, fields, owner }) => ({
        id,
        tenant_id: tenantId,
        name,
        company,
        email,
        stage,
        fields: JSON.stringify(fields),
        owner_id: owner === null ? null : (agentIds[owner] ?? null),
        ...mark,
      })),
    )
    .execute()
  await tx
    .insertInto('lead_phones')
    .values(
      leads.flatMap(({ id, phones }) =>
        phones.map((e164, position) => ({
          tenant_id: tenantId,
          lead_id: id,
          e164,
          position,
        })),
      ),
    )
    .execute()
}
