import {
  type CallId,
  derivedId,
  type LinkedId,
  type NodeName,
  type TenantId,
} from '@callfloor/domain'
import type { Tx } from '../db/database.ts'
import type { Encoded } from './encode.ts'

export type RecordedCall = { id: CallId; tenantId: TenantId; startedAt: Date; endedAt: Date | null }
export type RecordingRow = { id: string; tenantId: TenantId; state: string; file: string }

export async function findRecordedCall(
  tx: Tx,
  node: NodeName,
  linkedId: LinkedId,
): Promise<RecordedCall | null> {
  const row = await tx
    .selectFrom('calls')
    .select(['id', 'tenant_id', 'started_at', 'ended_at'])
    .where('node', '=', node)
    .where('linked_id', '=', linkedId)
    .executeTakeFirst()
  if (!row) return null
  return { id: row.id, tenantId: row.tenant_id, startedAt: row.started_at, endedAt: row.ended_at }
}

/** The recording of a call, made if it is not there: one to a call, under an id that follows from it. */
export async function ensureRecording(tx: Tx, call: RecordedCall): Promise<RecordingRow> {
  const id = derivedId(`recording\n${call.id}`, call.startedAt.getTime())
  const [year, month] = call.startedAt.toISOString().split('-')
  await tx
    .insertInto('recordings')
    .values({
      id,
      tenant_id: call.tenantId,
      call_id: call.id,
      file: `${call.tenantId}/${year}/${month}/${id}.opus`,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  const row = await tx
    .selectFrom('recordings')
    .select(['id', 'tenant_id', 'state', 'file'])
    .where('tenant_id', '=', call.tenantId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { id: row.id, tenantId: row.tenant_id, state: row.state, file: row.file }
}

export async function markReady(
  tx: Tx,
  tenantId: TenantId,
  id: string,
  { bytes, sha256, durationMs }: Encoded,
): Promise<void> {
  await tx
    .updateTable('recordings')
    .set({
      state: 'ready',
      bytes,
      sha256,
      duration_ms: durationMs,
      failure: null,
      ready_at: new Date(),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

/** `final`: so often that people should know. */
export async function markFailure(
  tx: Tx,
  tenantId: TenantId,
  id: string,
  failure: string,
  final: boolean,
): Promise<void> {
  await tx
    .updateTable('recordings')
    .set({ failure: failure.slice(0, 1000), ...(final && { state: 'failed' }) })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('state', '<>', 'ready')
    .execute()
}

/** A recording that can be played; undefined for any other and for another tenant's. */
export const findPlayable = (tx: Tx, tenantId: TenantId, id: string) =>
  tx
    .selectFrom('recordings')
    .select(['id', 'call_id as callId', 'file', 'bytes'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('state', '=', 'ready')
    .executeTakeFirst()
