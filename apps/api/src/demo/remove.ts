import type { AgentId, TenantId } from '@callfloor/domain'
import type { Tx } from '../db/database.ts'

const marked = ['leads', 'dispositions', 'numbers', 'queues', 'trunks'] as const
export type Removed = Record<(typeof marked)[number] | 'people', number>

/**
 * Takes out of a tenant all that is marked as demo. The tenant stays, and so do its owners and the
 * person who acts: they are unmarked. Needs the system's role, since people are no tenant's own.
 * @returns how many of each were removed, or null where the tenant holds no demo
 */
export async function removeDemoRows(
  tx: Tx,
  tenantId: TenantId,
  actorId: AgentId,
): Promise<Removed | null> {
  const unmarked = await tx
    .updateTable('tenants')
    .set({ demo: false })
    .where('id', '=', tenantId)
    .where('demo', '=', true)
    .executeTakeFirst()
  if (unmarked.numUpdatedRows === 0n) return null
  const removed: Removed = {
    leads: 0,
    dispositions: 0,
    numbers: 0,
    queues: 0,
    trunks: 0,
    people: await removePeople(tx, tenantId, actorId),
  }
  for (const table of marked) {
    const { numDeletedRows } = await tx
      .deleteFrom(table)
      .where('tenant_id', '=', tenantId)
      .where('demo', '=', true)
      .executeTakeFirst()
    removed[table] = Number(numDeletedRows)
  }
  return removed
}

async function removePeople(tx: Tx, tenantId: TenantId, actorId: AgentId): Promise<number> {
  const staying = await tx
    .updateTable('memberships')
    .set({ demo: false })
    .where('tenant_id', '=', tenantId)
    .where('demo', '=', true)
    .where((member) => member.or([member('id', '=', actorId), member('role', '=', 'OWNER')]))
    .returning('user_id')
    .execute()
  await unmarkUsers(
    tx,
    staying.map(({ user_id }) => user_id),
  )
  const leaving = await tx
    .deleteFrom('memberships')
    .where('tenant_id', '=', tenantId)
    .where('demo', '=', true)
    .returning('user_id')
    .execute()
  if (leaving.length === 0) return 0
  // Somebody who belongs to another tenant too stays a user.
  await tx
    .deleteFrom('users')
    .where('demo', '=', true)
    .where(
      'id',
      'in',
      leaving.map(({ user_id }) => user_id),
    )
    .where('id', 'not in', tx.selectFrom('memberships').select('user_id'))
    .execute()
  return leaving.length
}

async function unmarkUsers(tx: Tx, userIds: string[]): Promise<void> {
  if (userIds.length === 0) return
  await tx.updateTable('users').set({ demo: false }).where('id', 'in', userIds).execute()
}
