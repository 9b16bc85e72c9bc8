import type { AgentId, LegId } from '../ids.ts'
import { between, type Instant } from '../time.ts'
import type { CallIdentity, CallParts, Leg, Offer, OfferResult } from './call.ts'
import type { CallEvent, LegStarted } from './event.ts'
import type { PartsStep } from './reduce.ts'
import { openVisit } from './state.ts'

/** An agent's leg that starts while the caller waits is an offer. */
export function startOffer(identity: CallIdentity, parts: CallParts, event: LegStarted): PartsStep {
  const visit = openVisit(parts)
  if (!visit || event.party.kind !== 'agent') return { parts, facts: [] }
  const offer: Offer = {
    legId: event.legId,
    queueId: visit.queueId,
    agentId: event.party.agentId,
    madeAt: event.at,
    endedAt: null,
    result: null,
  }
  const { legId, queueId, agentId } = offer
  return {
    parts: { ...parts, offers: [...parts.offers, offer] },
    facts: [{ type: 'offerMade', callId: identity.id, at: event.at, queueId, agentId, legId }],
  }
}

/** The agent and the caller are connected: closes the offer and the caller's stay in the queue. */
export function answerOffer(
  identity: CallIdentity,
  before: CallParts,
  { leg, agentId, together }: { leg: Leg; agentId: AgentId; together: readonly Leg[] },
  at: Instant,
): PartsStep {
  const legId = leg.id
  const offer = before.offers.find((o) => o.legId === legId && o.result === null)
  const settled = offer ? settleOffer(identity, before, offer, 'answered', at) : unsettled(before)
  const open = openVisit(before)
  // Whoever talks with the waiting caller has ended the wait, even without an offer of the queue's.
  const ends = open?.queueId === offer?.queueId || together.some((l) => l.id === open?.legId)
  const visit = ends ? open : undefined
  const visits = before.visits.map((v) =>
    v === visit ? { ...v, leftAt: at, result: 'answered' as const, agentId } : v,
  )
  // A second agent of a call was waited for while their own leg rang, not since the call began.
  const since = before.answeredAt === null ? before.startedAt : leg.startedAt
  const waitedMs = between(visit?.joinedAt ?? since, at)
  const queueId = visit?.queueId ?? null
  return {
    parts: { ...settled.parts, visits, answeredAt: before.answeredAt ?? at },
    facts: [
      ...settled.facts,
      { type: 'callAnswered', callId: identity.id, at, queueId, agentId, legId, waitedMs },
    ],
  }
}

/** The agent's leg ended without being connected. */
export function endOffer(
  identity: CallIdentity,
  parts: CallParts,
  legId: LegId,
  cause: number,
  at: Instant,
): PartsStep {
  const offer = parts.offers.find((o) => o.legId === legId && o.result === null)
  if (!offer) return unsettled(parts)
  return settleOffer(
    identity,
    parts,
    offer,
    rejectingCauses.has(cause) ? 'rejected' : 'withdrawn',
    at,
  )
}

/** Q.850: 17 user busy (SIP 486), 21 call rejected (SIP 603, 403). */
const rejectingCauses = new Set([17, 21])

/**
 * app_queue says that the member did not answer. The leg may have ended a moment before or will in
 * a moment; a reject is reported the same way and stays a reject.
 */
export function onOfferMissed(
  identity: CallIdentity,
  parts: CallParts,
  event: CallEvent & { type: 'offerMissed' },
): PartsStep {
  const offer = parts.offers.findLast((o) => o.agentId === event.agentId)
  if (offer?.result !== null && offer?.result !== 'withdrawn') return unsettled(parts)
  return settleOffer(identity, parts, offer, 'missed', offer.endedAt ?? event.at)
}

function settleOffer(
  identity: CallIdentity,
  parts: CallParts,
  offer: Offer,
  result: OfferResult,
  at: Instant,
): PartsStep {
  const { legId, queueId, agentId } = offer
  const rangMs = between(offer.madeAt, at)
  return {
    parts: {
      ...parts,
      offers: parts.offers.map((o) => (o === offer ? { ...o, endedAt: at, result } : o)),
    },
    facts: [
      { type: 'offerEnded', callId: identity.id, at, queueId, agentId, legId, result, rangMs },
    ],
  }
}

const unsettled = (parts: CallParts): PartsStep => ({ parts, facts: [] })
