import type { AgentId, TenantId } from '@callfloor/domain'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '../db/database.ts'
import type { Json } from '../db/schema.ts'

export type AuditEntry = {
  /** The acting person's membership; null where the system acts. */
  actorId: AgentId | null
  /** What was done, as `noun.verb`. */
  action: string
  subjectType: string
  subjectId: string | null
  details?: Record<string, Json>
}

/** Writes down who did what, in the transaction of the act: both happen or neither. */
export async function record(tx: Tx, tenantId: TenantId, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('audit')
    .values({
      id: uuidv7(),
      tenant_id: tenantId,
      actor_id: entry.actorId,
      action: entry.action,
      subject_type: entry.subjectType,
      subject_id: entry.subjectId,
      details: JSON.stringify(entry.details ?? {}),
    })
    .execute()
}
