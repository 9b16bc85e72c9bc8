import {
  type CallFact,
  type CallId,
  type QueueId,
  type SessionEvent,
  type SessionId,
  sessionEventOf,
  type TenantId,
} from '@callfloor/domain'
import { rederive } from '../agents/session-intervals.ts'
import type { Tx } from '../db/database.ts'
import { sameRows } from './same-rows.ts'

type EventRow = { session_id: SessionId; key: string; event: SessionEvent }

/**
 * Makes the agents' sessions tell of a call what its facts say: each fact about an agent is one
 * event of the session that was open at that instant, named by call, leg and number.
 */
export async function syncAgentEvents(
  tx: Tx,
  tenantId: TenantId,
  callId: CallId,
  facts: readonly CallFact[],
): Promise<void> {
  const about = facts.filter((fact) => 'agentId' in fact)
  const sessions = await findSessions(tx, tenantId, about)
  if (sessions.length === 0) return
  const wrapUps = await findWrapUps(tx, tenantId, about)
  const stored = await findEvents(tx, tenantId, callId, sessions)
  const ordinals = new Map<string, number>()
  const wanted: EventRow[] = []
  for (const fact of about) {
    const ordinal = ordinals.get(fact.legId) ?? 0
    ordinals.set(fact.legId, ordinal + 1)
    const meant = sessionEventOf(fact, (queueId) => wrapUps.get(queueId ?? '') ?? 0)
    const session = sessions.find((s) => s.agentId === fact.agentId && s.covers(fact.at))
    if (!meant || !session) continue
    const key = `${callId}/${fact.legId}/${String(ordinal).padStart(3, '0')}`
    wanted.push({ session_id: session.id, key, event: asItWas(stored, key, meant.event) })
  }
  const touched = new Set<SessionId>()
  for (const session of sessions) {
    const of = (rows: readonly EventRow[]) => rows.filter((row) => row.session_id === session.id)
    if (!sameRows(of(stored), of(wanted))) touched.add(session.id)
  }
  for (const sessionId of [...touched].sort()) {
    const of = (rows: readonly EventRow[]) => rows.filter((row) => row.session_id === sessionId)
    await replaceEvents(tx, tenantId, sessionId, of(stored), of(wanted))
    await rederive(tx, tenantId, sessionId)
  }
}

/** A wrap-up once begun keeps its length, whatever the queue's setting became since. */
function asItWas(stored: readonly EventRow[], key: string, event: SessionEvent): SessionEvent {
  const before = stored.find((row) => row.key === key)?.event
  if (event.type !== 'callLeft' || before?.type !== 'callLeft') return event
  return { ...event, wrapUpMs: before.wrapUpMs }
}

async function findSessions(tx: Tx, tenantId: TenantId, facts: readonly CallFact[]) {
  const agentIds = [...new Set(facts.flatMap((fact) => ('agentId' in fact ? fact.agentId : [])))]
  if (agentIds.length === 0) return []
  const instants = facts.map((fact) => fact.at)
  const rows = await tx
    .selectFrom('agent_sessions')
    .select(['id', 'agent_id', 'opened_at', 'closed_at'])
    .where('tenant_id', '=', tenantId)
    .where('agent_id', 'in', agentIds)
    .where('opened_at', '<=', new Date(Math.max(...instants)))
    .where((or) =>
      or.or([or('closed_at', 'is', null), or('closed_at', '>=', new Date(Math.min(...instants)))]),
    )
    .orderBy('opened_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    agentId: row.agent_id,
    covers: (at: number) =>
      at >= row.opened_at.getTime() && at <= (row.closed_at?.getTime() ?? Number.POSITIVE_INFINITY),
  }))
}

async function findWrapUps(
  tx: Tx,
  tenantId: TenantId,
  facts: readonly CallFact[],
): Promise<Map<QueueId, number>> {
  const ids = [...new Set(facts.flatMap((fact) => ('queueId' in fact ? (fact.queueId ?? []) : [])))]
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('queues')
    .select(['id', 'wrap_up_seconds'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row.wrap_up_seconds * 1000]))
}

async function findEvents(
  tx: Tx,
  tenantId: TenantId,
  callId: CallId,
  sessions: readonly { id: SessionId }[],
): Promise<EventRow[]> {
  const rows = await tx
    .selectFrom('agent_events')
    .select(['session_id', 'key', 'event'])
    .where('tenant_id', '=', tenantId)
    .where(
      'session_id',
      'in',
      sessions.map((session) => session.id),
    )
    .where('key', 'like', `${callId}/%`)
    .execute()
  // Written here from a SessionEvent; keys that begin with a call's id are nobody else's.
  return rows.map((row) => ({ ...row, event: row.event as unknown as SessionEvent }))
}

async function replaceEvents(
  tx: Tx,
  tenantId: TenantId,
  sessionId: SessionId,
  stored: readonly EventRow[],
  wanted: readonly EventRow[],
): Promise<void> {
  if (stored.length > 0) {
    await tx
      .deleteFrom('agent_events')
      .where('tenant_id', '=', tenantId)
      .where('session_id', '=', sessionId)
      .where(
        'key',
        'in',
        stored.map((row) => row.key),
      )
      .execute()
  }
  if (wanted.length === 0) return
  await tx
    .insertInto('agent_events')
    .values(
      wanted.map(({ key, event }) => ({
        tenant_id: tenantId,
        session_id: sessionId,
        key,
        at: new Date(event.at),
        event: JSON.stringify(event),
      })),
    )
    .execute()
}
