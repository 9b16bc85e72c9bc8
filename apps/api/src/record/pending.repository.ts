import type { LinkedId, NodeName } from '@callfloor/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'

export type Pending = { node: NodeName; linkedId: LinkedId }

/** Sorted, so that two that mark the same conversations never wait for each other. */
export async function markPending(
  tx: Tx,
  node: NodeName,
  linkedIds: Iterable<LinkedId>,
): Promise<void> {
  const rows = [...new Set(linkedIds)].sort().map((linked_id) => ({ node, linked_id }))
  if (rows.length === 0) return
  await tx
    .insertInto('record_pending')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['node', 'linked_id']).doUpdateSet({ retry_at: sql`now()` }),
    )
    .execute()
}

/** What is to be made now, at most `limit`. */
export async function listPending(tx: Tx, limit: number): Promise<Pending[]> {
  const rows = await tx
    .selectFrom('record_pending')
    .select(['node', 'linked_id'])
    .where('retry_at', '<=', sql<Date>`now()`)
    .orderBy('retry_at')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ node: row.node, linkedId: row.linked_id }))
}

/** Takes a conversation to be made; false where another has it done. */
export async function takePending(tx: Tx, { node, linkedId }: Pending): Promise<boolean> {
  const row = await tx
    .deleteFrom('record_pending')
    .where('node', '=', node)
    .where('linked_id', '=', linkedId)
    .returning('node')
    .executeTakeFirst()
  return row !== undefined
}

/** Puts a conversation that could not be made aside, for longer each time, at most 10 minutes. */
export async function postpone(
  tx: Tx,
  { node, linkedId }: Pending,
  failure: string,
): Promise<void> {
  await tx
    .updateTable('record_pending')
    .set({
      failures: sql`failures + 1`,
      failure: failure.slice(0, 1000),
      retry_at: sql`now() + least(power(2, least(failures, 10)), 600) * interval '1 second'`,
    })
    .where('node', '=', node)
    .where('linked_id', '=', linkedId)
    .execute()
}
