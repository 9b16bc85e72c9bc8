import type { AgentId, CallId, TenantId } from '@callfloor/domain'
import { type ExpressionBuilder, sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { DB } from '../db/schema.ts'
import type { CallCursor } from './cursor.ts'

export type CallQuery = {
  limit: number
  before?: CallCursor | undefined
  /** Only calls that rang or reached this agent. */
  agentId?: AgentId | undefined
  leadId?: string | undefined
}
export type CallRowOf = Awaited<ReturnType<typeof listCalls>>[number]

/** The tenant's calls, newest first, at most `limit`. */
export function listCalls(tx: Tx, tenantId: TenantId, query: CallQuery) {
  const { before, agentId, leadId } = query
  let calls = selectCalls(tx, tenantId)
    .orderBy('c.started_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(query.limit)
  if (before) {
    calls = calls.where(
      sql<boolean>`(c.started_at, c.id) < (${before.startedAt}, ${before.id}::uuid)`,
    )
  }
  if (agentId) calls = calls.where((call) => tookPart(call, agentId))
  if (leadId) calls = calls.where('c.lead_id', '=', leadId)
  return calls.execute()
}

/** One call; with `agentId` only where it rang or reached that agent. */
export function findCall(
  tx: Tx,
  tenantId: TenantId,
  callId: CallId,
  agentId?: AgentId,
): Promise<CallRowOf | undefined> {
  const call = selectCalls(tx, tenantId).where('c.id', '=', callId)
  return (agentId ? call.where((c) => tookPart(c, agentId)) : call).executeTakeFirst()
}

/** An agent takes part by a leg: an offer is one that rang. */
const tookPart = (call: ExpressionBuilder<DB & { c: DB['calls'] }, 'c'>, agentId: AgentId) =>
  call.exists(
    call
      .selectFrom('call_legs as own')
      .select('own.leg_id')
      .whereRef('own.tenant_id', '=', 'c.tenant_id')
      .whereRef('own.call_id', '=', 'c.id')
      .where('own.agent_id', '=', agentId),
  )

const selectCalls = (tx: Tx, tenantId: TenantId) =>
  tx
    .selectFrom('calls as c')
    .leftJoin('queues as q', (join) =>
      join.onRef('q.tenant_id', '=', 'c.tenant_id').onRef('q.id', '=', 'c.queue_id'),
    )
    .leftJoin('memberships as m', (join) =>
      join.onRef('m.tenant_id', '=', 'c.tenant_id').onRef('m.id', '=', 'c.agent_id'),
    )
    .leftJoin('users as u', 'u.id', 'm.user_id')
    .leftJoin('leads as l', (join) =>
      join.onRef('l.tenant_id', '=', 'c.tenant_id').onRef('l.id', '=', 'c.lead_id'),
    )
    .leftJoin('call_dispositions as cd', (join) =>
      join.onRef('cd.tenant_id', '=', 'c.tenant_id').onRef('cd.call_id', '=', 'c.id'),
    )
    .leftJoin('dispositions as d', (join) =>
      join.onRef('d.tenant_id', '=', 'cd.tenant_id').onRef('d.id', '=', 'cd.disposition_id'),
    )
    .where('c.tenant_id', '=', tenantId)
    .select((call) => [
      'c.id',
      'c.direction',
      'c.caller_number',
      'c.caller_name',
      'c.dialled',
      'c.started_at',
      'c.answered_at',
      'c.ended_at',
      'c.outcome',
      'c.waited_ms',
      'c.talk_ms',
      'c.hold_ms',
      'c.queue_id',
      'q.name as queue_name',
      'c.agent_id',
      'u.name as agent_name',
      'l.id as lead_id',
      'l.name as lead_name',
      'l.company as lead_company',
      'd.id as disposition_id',
      'd.name as disposition_name',
      call
        .exists(
          call
            .selectFrom('recordings as r')
            .select('r.id')
            .whereRef('r.tenant_id', '=', 'c.tenant_id')
            .whereRef('r.call_id', '=', 'c.id')
            .where('r.state', '<>', 'failed'),
        )
        .as('has_recording'),
    ])

/** What hangs on a call, each in the order it came. */
export async function findParts(tx: Tx, tenantId: TenantId, callId: CallId) {
  const legs = await tx
    .selectFrom('call_legs as p')
    .leftJoin('memberships as m', 'm.id', 'p.agent_id')
    .leftJoin('users as u', 'u.id', 'm.user_id')
    .selectAll('p')
    .select('u.name as agent_name')
    .where('p.tenant_id', '=', tenantId)
    .where('p.call_id', '=', callId)
    .orderBy('p.position')
    .execute()
  const offers = await tx
    .selectFrom('offers as p')
    .leftJoin('memberships as m', 'm.id', 'p.agent_id')
    .leftJoin('users as u', 'u.id', 'm.user_id')
    .leftJoin('queues as q', 'q.id', 'p.queue_id')
    .selectAll('p')
    .select(['u.name as agent_name', 'q.name as queue_name'])
    .where('p.tenant_id', '=', tenantId)
    .where('p.call_id', '=', callId)
    .orderBy('p.made_at')
    .orderBy('p.leg_id')
    .execute()
  const notes = await tx
    .selectFrom('notes as p')
    .innerJoin('memberships as m', 'm.id', 'p.author_id')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .select(['p.author_id', 'u.name as author_name', 'p.text', 'p.changed_at'])
    .where('p.tenant_id', '=', tenantId)
    .where('p.call_id', '=', callId)
    .where('p.text', '<>', '')
    .orderBy('p.changed_at')
    .execute()
  const recordings = await tx
    .selectFrom('recordings')
    .select(['id', 'state', 'duration_ms', 'bytes', 'sha256'])
    .where('tenant_id', '=', tenantId)
    .where('call_id', '=', callId)
    .orderBy('created_at')
    .execute()
  return { legs, offers, notes, recordings }
}
