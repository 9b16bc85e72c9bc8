import {
  type AgentSession,
  deriveSession,
  openSession,
  type SessionEnd,
  type SessionEvent,
  type SessionId,
  type TenantId,
} from '@callfloor/domain'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '../db/database.ts'
import { eventsOf, rederive, saveIntervals } from './session-intervals.ts'

export type StoredSession = { tenantId: TenantId; leaseId: string; session: AgentSession }

/** Every session that is open, folded from its events. */
export async function findOpenSessions(tx: Tx): Promise<StoredSession[]> {
  const rows = await tx
    .selectFrom('agent_sessions')
    .where('closed_at', 'is', null)
    .selectAll()
    .execute()
  const stored: StoredSession[] = []
  for (const row of rows) {
    const opened = openSession(row.id, row.agent_id, row.opened_at.getTime())
    const { session } = deriveSession(opened, await eventsOf(tx, row.tenant_id, row.id))
    stored.push({ tenantId: row.tenant_id, leaseId: row.lease_id, session })
  }
  return stored
}

export async function insertSession(
  tx: Tx,
  tenantId: TenantId,
  session: AgentSession,
  leaseId: string,
): Promise<void> {
  const openedAt = new Date(session.openedAt)
  await tx
    .insertInto('agent_sessions')
    .values({
      id: session.id,
      tenant_id: tenantId,
      agent_id: session.agentId,
      opened_at: openedAt,
      seen_at: openedAt,
      lease_id: leaseId,
    })
    .execute()
  await saveIntervals(tx, tenantId, session, deriveSession(session, []).intervals)
}

export async function changeLease(
  tx: Tx,
  tenantId: TenantId,
  sessionId: SessionId,
  leaseId: string,
): Promise<void> {
  await tx
    .updateTable('agent_sessions')
    .set({ lease_id: leaseId })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sessionId)
    .execute()
}

/** Appends what an agent decided, and derives the session's intervals anew. */
export async function appendEvent(
  tx: Tx,
  tenantId: TenantId,
  sessionId: SessionId,
  event: SessionEvent,
): Promise<void> {
  await tx
    .insertInto('agent_events')
    .values({
      tenant_id: tenantId,
      session_id: sessionId,
      key: uuidv7(),
      at: new Date(event.at),
      event: JSON.stringify(event),
    })
    .execute()
  if (event.type === 'sessionClosed') await close(tx, tenantId, sessionId, event.at, event.how)
  await rederive(tx, tenantId, sessionId)
}

export async function markSeen(tx: Tx, sessionIds: readonly SessionId[], at: Date): Promise<void> {
  if (sessionIds.length === 0) return
  await tx
    .updateTable('agent_sessions')
    .set({ seen_at: at })
    .where('id', 'in', [...sessionIds])
    .where('closed_at', 'is', null)
    .execute()
}

async function close(
  tx: Tx,
  tenantId: TenantId,
  sessionId: SessionId,
  at: number,
  how: SessionEnd,
): Promise<void> {
  await tx
    .updateTable('agent_sessions')
    .set({ closed_at: new Date(at), closed_by: how })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sessionId)
    .execute()
}
