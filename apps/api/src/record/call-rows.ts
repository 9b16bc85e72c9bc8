import {
  type AgentId,
  type Call,
  type CallFact,
  type Leg,
  spentIn,
  type TenantId,
} from '@callfloor/domain'

type Derived = { call: Call; facts: readonly CallFact[] }
export type CallRows = ReturnType<typeof rowsOfCall>

/** The rows that stand for a call. An open interval counts from where it is closed: a row tells of what is over. */
export function rowsOfCall(tenantId: TenantId, { call, facts }: Derived, leadId: string | null) {
  const own = { tenant_id: tenantId, call_id: call.id }
  const agentLegs = call.legs.filter((leg) => leg.party.kind === 'agent')
  const ended = call.state === 'ended' ? call : null
  return {
    call: {
      id: call.id,
      tenant_id: tenantId,
      node: call.node,
      linked_id: call.linkedId,
      direction: call.direction,
      caller_number: call.callerNumber,
      caller_name: call.callerName,
      dialled: call.dialled,
      started_at: new Date(call.startedAt),
      answered_at: dateOf(call.answeredAt),
      ended_at: dateOf(ended?.endedAt ?? null),
      outcome: ended?.outcome ?? null,
      queue_id: call.visits.at(-1)?.queueId ?? null,
      agent_id: lastWhoTalked(agentLegs),
      waited_ms: waitedMs(call),
      talk_ms: sum(agentLegs, 'talk'),
      hold_ms: sum(agentLegs, 'hold'),
      lead_id: leadId,
    },
    legs: call.legs.map((leg, position) => ({
      ...own,
      leg_id: leg.id,
      position,
      party: leg.party.kind,
      agent_id: leg.party.kind === 'agent' ? leg.party.agentId : null,
      started_at: new Date(leg.startedAt),
      answered_at: dateOf(leg.answeredAt),
      ended_at: dateOf(leg.endedAt),
      cause: leg.cause,
      intervals: leg.intervals,
      talk_ms: closedIn(leg, 'talk'),
      hold_ms: closedIn(leg, 'hold'),
    })),
    visits: call.visits.map((visit, position) => ({
      ...own,
      position,
      queue_id: visit.queueId,
      joined_at: new Date(visit.joinedAt),
      left_at: dateOf(visit.leftAt),
      result: visit.result,
      agent_id: visit.agentId,
    })),
    offers: call.offers.map((offer) => ({
      ...own,
      leg_id: offer.legId,
      queue_id: offer.queueId,
      agent_id: offer.agentId,
      made_at: new Date(offer.madeAt),
      ended_at: dateOf(offer.endedAt),
      result: offer.result,
    })),
    facts: facts.map((fact, position) => {
      const { callId: _, at, type, ...rest } = fact
      const { queueId = null, agentId = null, ...data }: FactParts = rest
      return {
        ...own,
        position,
        at: new Date(at),
        type,
        queue_id: queueId,
        agent_id: agentId,
        data,
      }
    }),
  }
}

type FactParts = {
  queueId?: string | null
  agentId?: AgentId | null
  [more: string]: unknown
}

const dateOf = (at: number | null): Date | null => (at === null ? null : new Date(at))

const closedIn = (leg: Leg, kind: 'talk' | 'hold'): number =>
  spentIn(leg, kind, Number.NEGATIVE_INFINITY)

const sum = (legs: readonly Leg[], kind: 'talk' | 'hold'): number =>
  legs.reduce((total, leg) => total + closedIn(leg, kind), 0)

/** Over all the queues the caller waited in; null for a call without one, or while it still waits. */
function waitedMs({ visits }: Call): number | null {
  if (visits.length === 0 || visits.some((visit) => visit.leftAt === null)) return null
  return visits.reduce((total, visit) => total + ((visit.leftAt ?? 0) - visit.joinedAt), 0)
}

function lastWhoTalked(agentLegs: readonly Leg[]): AgentId | null {
  const began = (leg: Leg) => leg.intervals.at(-1)?.from ?? Number.NEGATIVE_INFINITY
  const [last] = agentLegs
    .filter((leg) => leg.intervals.length > 0)
    .toSorted((a, b) => began(b) - began(a))
  return last?.party.kind === 'agent' ? last.party.agentId : null
}
