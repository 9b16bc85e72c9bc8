import type { CallRow, Lead, LeadSummary } from '@callfloor/contracts'
import { type E164, notFound, type TenantId } from '@callfloor/domain'
import { Injectable } from '@nestjs/common'
import { CallLog } from '../calls/call-log.service.ts'
import { Database, type Tx } from '../db/database.ts'
import { type Actor, authorize } from '../http/actor.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { findByPhone, findLead, type LeadRow, listLeads } from './leads.repository.ts'
import { LiveAccess } from './live-access.ts'

export type LeadListInput = {
  search?: string | undefined
  after?: string | undefined
  limit: number
}

@Injectable()
export class LeadsService {
  constructor(
    private readonly database: Database,
    private readonly live: LiveAccess,
    private readonly calls: CallLog,
  ) {}

  /** A page of the leads the actor may see: all, or those assigned to them. */
  async list(actor: Actor, input: LeadListInput): Promise<{ leads: Lead[]; next: string | null }> {
    authorize(actor, 'read', 'assignedLeads')
    const query = {
      search: input.search?.trim() || undefined,
      after: input.after === undefined ? undefined : readCursor(input.after),
      ownerId: seesAll(actor) ? undefined : actor.agentId,
      // One more than asked tells whether there is another page.
      limit: input.limit + 1,
    }
    const rows = await this.database.forTenant(actor.tenantId, (tx) =>
      listLeads(tx, actor.tenantId, query),
    )
    const page = rows.slice(0, input.limit)
    const last = page.at(-1)
    return {
      leads: page.map(toLead),
      next: last && rows.length > input.limit ? writeCursor(last) : null,
    }
  }

  /**
   * A lead with its last calls, of those the actor may see.
   * @throws CallfloorError `notFound` where there is no such lead, or not for this actor
   */
  async get(actor: Actor, leadId: string): Promise<Lead & { recentCalls: CallRow[] }> {
    authorize(actor, 'read', 'assignedLeads')
    const row = await this.database.forTenant(actor.tenantId, (tx) =>
      findLead(tx, actor.tenantId, leadId),
    )
    if (!row) throw notFound('lead')
    const mayRead =
      seesAll(actor) || row.owner_id === actor.agentId || this.live.mayReadLead(actor, leadId)
    if (!mayRead) throw notFound('lead')
    return { ...toLead(row), recentCalls: await this.calls.listOfLead(actor, leadId) }
  }

  /** The leads of a number, within the transaction of whoever asks. */
  findByPhone(tx: Tx, tenantId: TenantId, e164: E164): Promise<LeadSummary[]> {
    return findByPhone(tx, tenantId, e164)
  }
}

const seesAll = ({ abilities }: Actor) => abilities.can('read', 'leads')

const toLead = (row: LeadRow): Lead => ({
  id: row.id,
  name: row.name,
  company: row.company,
  phones: row.phones.map(({ e164 }) => e164),
  email: row.email,
  stage: row.stage,
  fields: row.fields as Record<string, string>,
  owner: row.owner_id ? { id: row.owner_id, name: row.owner_name ?? '' } : null,
  createdAt: row.created_at.toISOString(),
  demo: row.demo,
})
