import { between, type Instant } from '../time.ts'
import type { CallIdentity, CallParts, Leg, Outcome, QueueVisit } from './call.ts'
import { leaveBridge } from './connect.ts'
import type { CallEvent, LegEnded } from './event.ts'
import type { CallFact } from './fact.ts'
import { changeLeg, closeInterval, findLeg, spentIn } from './legs.ts'
import { endOffer } from './offers.ts'
import type { PartsStep } from './reduce.ts'
import { isOpen, openVisit } from './state.ts'

/** A leg is over; the call is over with its last leg. */
export function onLegEnded(identity: CallIdentity, before: CallParts, event: LegEnded): PartsStep {
  const leg = findLeg(before, event.legId)
  if (!leg || !isOpen(leg)) return { parts: before, facts: [] }
  let parts = leaveBridge(before, leg, event.at)
  parts = changeLeg(parts, leg.id, (l) => ({
    ...closeInterval(l, event.at),
    endedAt: event.at,
    cause: event.cause,
  }))
  const offered = endOffer(identity, parts, leg.id, event.cause, event.at)
  const facts: CallFact[] = [
    ...offered.facts,
    ...legFacts(identity, offered.parts, leg.id, event.at),
  ]
  parts = offered.parts
  const visit = openVisit(parts)
  if (visit?.legId === leg.id) {
    parts = closeVisit(parts, visit, 'abandoned', event.at)
    facts.push({
      type: 'callAbandoned',
      callId: identity.id,
      at: event.at,
      queueId: visit.queueId,
      waitedMs: between(visit.joinedAt, event.at),
    })
  }
  if (!parts.legs.some(isOpen)) {
    facts.push({ type: 'callEnded', callId: identity.id, at: event.at, outcome: outcomeOf(parts) })
  }
  return { parts, facts }
}

/** Everything that was open ends at the instant the switch was known dead. */
export function onCallCut(
  identity: CallIdentity,
  before: CallParts,
  event: CallEvent & { type: 'callCut' },
): PartsStep {
  const facts: CallFact[] = []
  let parts = before
  for (const leg of before.legs.filter(isOpen)) {
    parts = changeLeg(parts, leg.id, (l) => ({
      ...closeInterval(l, event.at),
      endedAt: event.at,
      bridgeId: null,
    }))
    const offered = endOffer(identity, parts, leg.id, 0, event.at)
    parts = offered.parts
    facts.push(...offered.facts, ...legFacts(identity, parts, leg.id, event.at))
  }
  const visit = openVisit(parts)
  if (visit) parts = closeVisit(parts, visit, 'cut', event.at)
  facts.push({ type: 'callEnded', callId: identity.id, at: event.at, outcome: 'cut' })
  return { parts, facts }
}

function closeVisit(
  parts: CallParts,
  visit: QueueVisit,
  result: 'abandoned' | 'cut',
  at: Instant,
): CallParts {
  return {
    ...parts,
    visits: parts.visits.map((v) => (v === visit ? { ...v, leftAt: at, result } : v)),
  }
}

/** What the agent of an ended leg spent on the call; nothing where they were never connected. */
function legFacts(
  identity: CallIdentity,
  parts: CallParts,
  legId: Leg['id'],
  at: Instant,
): CallFact[] {
  const leg = findLeg(parts, legId)
  if (leg?.party.kind !== 'agent' || leg.intervals.length === 0) return []
  const offer = parts.offers.find((o) => o.legId === legId)
  return [
    {
      type: 'agentLegEnded',
      callId: identity.id,
      at,
      queueId: offer?.queueId ?? null,
      agentId: leg.party.agentId,
      legId,
      talkMs: spentIn(leg, 'talk', at),
      holdMs: spentIn(leg, 'hold', at),
    },
  ]
}

/** What the conversation came to, once no leg is left. */
export function outcomeOf(parts: CallParts): Outcome {
  if (parts.answeredAt !== null) return 'answered'
  return parts.visits.at(-1)?.result ?? 'unanswered'
}
