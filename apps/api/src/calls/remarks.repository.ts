import type { AgentId, CallId, TenantId } from '@callfloor/domain'
import type { Tx } from '../db/database.ts'

/** Writes the author's note on a call, whole. */
export async function saveNote(
  tx: Tx,
  tenantId: TenantId,
  callId: CallId,
  authorId: AgentId,
  text: string,
): Promise<Date> {
  const values = { text, changed_at: new Date() }
  await tx
    .insertInto('notes')
    .values({ tenant_id: tenantId, call_id: callId, author_id: authorId, ...values })
    .onConflict((conflict) => conflict.columns(['call_id', 'author_id']).doUpdateSet(values))
    .execute()
  return values.changed_at
}

export async function saveDisposition(
  tx: Tx,
  tenantId: TenantId,
  callId: CallId,
  agentId: AgentId,
  dispositionId: string,
): Promise<void> {
  const values = { disposition_id: dispositionId, agent_id: agentId, set_at: new Date() }
  await tx
    .insertInto('call_dispositions')
    .values({ tenant_id: tenantId, call_id: callId, ...values })
    .onConflict((conflict) => conflict.column('call_id').doUpdateSet(values))
    .execute()
}

export const listDispositions = (tx: Tx, tenantId: TenantId) =>
  tx
    .selectFrom('dispositions')
    .select(['id', 'name', 'tone'])
    .where('tenant_id', '=', tenantId)
    .orderBy('position')
    .orderBy('name')
    .execute()

export const findDisposition = (tx: Tx, tenantId: TenantId, dispositionId: string) =>
  tx
    .selectFrom('dispositions')
    .select(['id', 'name', 'tone'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', dispositionId)
    .executeTakeFirst()
