import type { CallIdentity, CallParts, Leg } from './call.ts'
import type { CallEvent } from './event.ts'
import type { CallFact } from './fact.ts'
import { changeLeg, closeInterval, findLeg, openInterval } from './legs.ts'
import { answerOffer } from './offers.ts'
import type { PartsStep } from './reduce.ts'
import { hearsSomebody, isConnected, isOpen, legsIn } from './state.ts'

/** Two people in one bridge talk; the first agent to do so with the caller has answered the call. */
export function onLegBridged(
  identity: CallIdentity,
  before: CallParts,
  event: CallEvent & { type: 'legBridged' },
): PartsStep {
  const leg = findLeg(before, event.legId)
  if (!leg || !isOpen(leg) || leg.bridgeId === event.bridgeId) return { parts: before, facts: [] }
  // A leg moved to another bridge has left the first, whether or not Asterisk says so before.
  const outside = leaveBridge(before, leg, event.at)
  let parts = changeLeg(outside, leg.id, (l) => ({ ...l, bridgeId: event.bridgeId }))
  const together = legsIn(parts, event.bridgeId)
  const facts: CallFact[] = []
  for (const member of together) {
    if (isConnected(member) || !hearsSomebody(member, together)) continue
    parts = changeLeg(parts, member.id, (l) => openInterval(l, 'talk', event.at))
    if (member.party.kind !== 'agent' || member.intervals.length > 0) continue
    const { agentId } = member.party
    const step = answerOffer(identity, parts, { leg: member, agentId, together }, event.at)
    parts = step.parts
    facts.push(...step.facts)
  }
  return { parts, facts }
}

/** A leg that left its bridge talks no more, nor does one that is left with nobody in it. */
export function onLegUnbridged(
  parts: CallParts,
  event: CallEvent & { type: 'legUnbridged' },
): CallParts {
  const leg = findLeg(parts, event.legId)
  if (leg?.bridgeId !== event.bridgeId) return parts
  return leaveBridge(parts, leg, event.at)
}

/** Takes `leg` out of whatever bridge it is in at `at`. */
export function leaveBridge(parts: CallParts, leg: Leg, at: number): CallParts {
  const { bridgeId } = leg
  if (bridgeId === null) return parts
  const without = changeLeg(parts, leg.id, (l) => ({ ...closeInterval(l, at), bridgeId: null }))
  const rest = legsIn(without, bridgeId)
  return rest
    .filter((other) => !hearsSomebody(other, rest))
    .reduce((left, { id }) => changeLeg(left, id, (l) => closeInterval(l, at)), without)
}
