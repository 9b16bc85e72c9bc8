import type { CallDetail, CallRow } from '@callfloor/contracts'
import { type CallId, notFound } from '@callfloor/domain'
import { Injectable } from '@nestjs/common'
import { Database } from '../db/database.ts'
import { type Actor, authorize } from '../http/actor.ts'
import { findCall, findParts, listCalls } from './calls.repository.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { presentCall, presentDetail } from './present.ts'

export type CallListInput = { mine: boolean; limit: number; before?: string | undefined }

/** Reads the record for people: an agent sees the calls that rang or reached them, and no others. */
@Injectable()
export class CallLog {
  constructor(private readonly database: Database) {}

  async list(
    actor: Actor,
    input: CallListInput,
  ): Promise<{ calls: CallRow[]; next: string | null }> {
    authorize(actor, 'read', 'ownCalls')
    const { tenantId, agentId } = actor
    const query = {
      // One more than asked tells whether there is another page.
      limit: input.limit + 1,
      before: input.before === undefined ? undefined : readCursor(input.before),
      agentId: input.mine || !seesAll(actor) ? agentId : undefined,
    }
    const rows = await this.database.forTenant(tenantId, (tx) => listCalls(tx, tenantId, query))
    const page = rows.slice(0, input.limit)
    const last = page.at(-1)
    const isMore = last !== undefined && rows.length > input.limit
    return {
      calls: page.map(presentCall),
      next: isMore ? writeCursor({ startedAt: last.started_at, id: last.id }) : null,
    }
  }

  /** @throws CallfloorError `notFound` where there is no such call, or not for this actor */
  async get(actor: Actor, callId: CallId): Promise<CallDetail> {
    authorize(actor, 'read', 'ownCalls')
    const { tenantId, agentId, abilities } = actor
    return this.database.forTenant(tenantId, async (tx) => {
      const row = await findCall(tx, tenantId, callId, seesAll(actor) ? undefined : agentId)
      if (!row) throw notFound('call')
      const parts = await findParts(tx, tenantId, callId)
      return presentDetail(row, parts, abilities.can('play', 'recordings'))
    })
  }

  /** The last calls of a lead, of those the actor may see. */
  async listOfLead(actor: Actor, leadId: string, limit = 10): Promise<CallRow[]> {
    const { tenantId } = actor
    const agentId = seesAll(actor) ? undefined : actor.agentId
    const rows = await this.database.forTenant(tenantId, (tx) =>
      listCalls(tx, tenantId, { limit, leadId, agentId }),
    )
    return rows.map(presentCall)
  }
}

export const seesAll = ({ abilities }: Pick<Actor, 'abilities'>): boolean =>
  abilities.can('read', 'calls')
