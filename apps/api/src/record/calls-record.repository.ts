import type { CallId, TenantId } from '@callfloor/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { CallRows } from './call-rows.ts'
import { sameRows } from './same-rows.ts'

/** What of the stored call decides how it is saved anew. */
export type StoredCall = { leadId: string | null; endedAt: Date | null }

/** Nobody else makes this call until the transaction ends. */
export async function lockCall(tx: Tx, callId: CallId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${callId}, 0))`.execute(tx)
}

export async function findStored(
  tx: Tx,
  tenantId: TenantId,
  callId: CallId,
): Promise<StoredCall | null> {
  const row = await tx
    .selectFrom('calls')
    .select(['lead_id', 'ended_at'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', callId)
    .executeTakeFirst()
  return row ? { leadId: row.lead_id, endedAt: row.ended_at } : null
}

/** Saves the call's rows where they differ from what is stored; false where nothing did. */
export async function saveCall(
  tx: Tx,
  tenantId: TenantId,
  callId: CallId,
  rows: CallRows,
): Promise<boolean> {
  const changed = [
    await saveIdentity(tx, tenantId, callId, rows.call),
    await saveParts(tx, 'call_legs', tenantId, callId, rows.legs),
    await saveParts(tx, 'queue_visits', tenantId, callId, rows.visits),
    await saveParts(tx, 'offers', tenantId, callId, rows.offers),
    await saveParts(tx, 'facts', tenantId, callId, rows.facts),
  ]
  return changed.includes(true)
}

async function saveIdentity(
  tx: Tx,
  tenantId: TenantId,
  callId: CallId,
  row: CallRows['call'],
): Promise<boolean> {
  const stored = await tx
    .selectFrom('calls')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', callId)
    .execute()
  if (sameRows(stored, [row])) return false
  await tx
    .insertInto('calls')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
  return true
}

type Part = 'call_legs' | 'queue_visits' | 'offers' | 'facts'

async function saveParts<P extends Part>(
  tx: Tx,
  part: P,
  tenantId: TenantId,
  callId: CallId,
  rows: readonly object[],
): Promise<boolean> {
  const { rows: stored } = await sql<object>`
    select * from ${sql.table(part)}
    where tenant_id = ${tenantId} and call_id = ${callId}`.execute(tx)
  if (sameRows(stored, rows)) return false
  await sql`
    delete from ${sql.table(part)}
    where tenant_id = ${tenantId} and call_id = ${callId}`.execute(tx)
  if (rows.length > 0) {
    await sql`
      insert into ${sql.table(part)}
      select * from jsonb_populate_recordset(null::${sql.table(part)}, ${JSON.stringify(rows)}::jsonb)`.execute(
      tx,
    )
  }
  return true
}
