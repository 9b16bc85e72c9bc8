import {
  type AgentSession,
  deriveSession,
  openSession,
  type SessionEvent,
  type SessionId,
  type SessionInterval,
  type TenantId,
} from '@callfloor/domain'
import type { Tx } from '../db/database.ts'

// A session's intervals follow from its events; whoever adds an event has them derived anew.

/** A session's events in the order they happened. */
export async function eventsOf(
  tx: Tx,
  tenantId: TenantId,
  sessionId: SessionId,
): Promise<SessionEvent[]> {
  const rows = await tx
    .selectFrom('agent_events')
    .where('tenant_id', '=', tenantId)
    .where('session_id', '=', sessionId)
    .orderBy('at')
    .orderBy('key')
    .select('event')
    .execute()
  // Written by this process from a SessionEvent; nobody else may write here.
  return rows.map((row) => row.event as unknown as SessionEvent)
}

/** Folds a session's events again and stores the intervals that follow from them. */
export async function rederive(tx: Tx, tenantId: TenantId, sessionId: SessionId): Promise<void> {
  const row = await tx
    .selectFrom('agent_sessions')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sessionId)
    .selectAll()
    // Whoever added an event holds the session's key already: a full lock would wait for its like.
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) return
  const opened = openSession(row.id, row.agent_id, row.opened_at.getTime())
  const { session, intervals } = deriveSession(opened, await eventsOf(tx, tenantId, sessionId))
  await saveIntervals(tx, tenantId, session, intervals)
}

/** Stores the intervals from the first that differs; those before it stay as they are. */
export async function saveIntervals(
  tx: Tx,
  tenantId: TenantId,
  session: AgentSession,
  intervals: readonly SessionInterval[],
): Promise<void> {
  const stored = await tx
    .selectFrom('agent_intervals')
    .where('tenant_id', '=', tenantId)
    .where('session_id', '=', session.id)
    .orderBy('from_at')
    .selectAll()
    .execute()
  const wanted = intervals.map((interval) => ({
    tenant_id: tenantId,
    session_id: session.id,
    agent_id: session.agentId,
    from_at: new Date(interval.from),
    to_at: interval.to === null ? null : new Date(interval.to),
    status: interval.status,
    reason: interval.reason,
    call_id: interval.callId,
    queue_id: interval.queueId,
  }))
  const same = (index: number) => {
    const [before, after] = [stored[index], wanted[index]]
    return (
      before !== undefined &&
      after !== undefined &&
      before.from_at.getTime() === after.from_at.getTime() &&
      before.to_at?.getTime() === after.to_at?.getTime() &&
      before.status === after.status &&
      before.reason === after.reason &&
      before.call_id === after.call_id &&
      before.queue_id === after.queue_id
    )
  }
  let kept = 0
  while (same(kept)) kept++
  const [gone] = stored.slice(kept)
  if (gone) {
    await tx
      .deleteFrom('agent_intervals')
      .where('tenant_id', '=', tenantId)
      .where('session_id', '=', session.id)
      .where('from_at', '>=', gone.from_at)
      .execute()
  }
  const added = wanted.slice(kept)
  if (added.length > 0) await tx.insertInto('agent_intervals').values(added).execute()
}
