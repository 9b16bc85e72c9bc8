import type { LeadSummary } from '@callfloor/contracts'
import type { AgentId, E164, TenantId } from '@callfloor/domain'
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Tx } from '../db/database.ts'
import type { LeadCursor } from './cursor.ts'

export type LeadQuery = {
  /** Part of a name, a company or a number. */
  search?: string | undefined
  after?: LeadCursor | undefined
  limit: number
  /** Only leads of this owner. */
  ownerId?: AgentId | undefined
}

export type LeadRow = Awaited<ReturnType<typeof listLeads>>[number]

/** The tenant's leads by name, at most `limit`. */
export function listLeads(tx: Tx, tenantId: TenantId, query: LeadQuery) {
  const { search, after, ownerId } = query
  let leads = selectLeads(tx, tenantId).orderBy('l.name').orderBy('l.id').limit(query.limit)
  if (ownerId) leads = leads.where('l.owner_id', '=', ownerId)
  if (after) leads = leads.where(sql<boolean>`(l.name, l.id) > (${after.name}, ${after.id}::uuid)`)
  if (search) leads = leads.where(matches(search))
  return leads.execute()
}

export const findLead = (
  tx: Tx,
  tenantId: TenantId,
  leadId: string,
): Promise<LeadRow | undefined> =>
  selectLeads(tx, tenantId).where('l.id', '=', leadId).executeTakeFirst()

/** The leads that have this number, by name. */
export const findByPhone = (tx: Tx, tenantId: TenantId, e164: E164): Promise<LeadSummary[]> =>
  tx
    .selectFrom('lead_phones as p')
    .innerJoin('leads as l', (join) =>
      join.onRef('l.tenant_id', '=', 'p.tenant_id').onRef('l.id', '=', 'p.lead_id'),
    )
    .select(['l.id', 'l.name', 'l.company'])
    .where('p.tenant_id', '=', tenantId)
    .where('p.e164', '=', e164)
    .orderBy('l.name')
    .orderBy('l.id')
    .execute()

const selectLeads = (tx: Tx, tenantId: TenantId) =>
  tx
    .selectFrom('leads as l')
    .leftJoin('memberships as m', (join) =>
      join.onRef('m.tenant_id', '=', 'l.tenant_id').onRef('m.id', '=', 'l.owner_id'),
    )
    .leftJoin('users as u', 'u.id', 'm.user_id')
    .select((lead) => [
      'l.id',
      'l.name',
      'l.company',
      'l.email',
      'l.stage',
      'l.fields',
      'l.created_at',
      'l.demo',
      'm.id as owner_id',
      'u.name as owner_name',
      jsonArrayFrom(
        lead
          .selectFrom('lead_phones as p')
          .select('p.e164')
          .whereRef('p.tenant_id', '=', 'l.tenant_id')
          .whereRef('p.lead_id', '=', 'l.id')
          .orderBy('p.position')
          .orderBy('p.e164'),
      ).as('phones'),
    ])
    .where('l.tenant_id', '=', tenantId)

function matches(search: string) {
  const part = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const digits = search.replace(/[\s().-]/g, '')
  const number = /^\+?\d{3,}$/.test(digits) ? `%${digits}%` : null
  return sql<boolean>`(
    l.name ilike ${part} or l.company ilike ${part} or exists (
      select from lead_phones p
      where p.tenant_id = l.tenant_id and p.lead_id = l.id and p.e164 like ${number}::text
    )
  )`
}
