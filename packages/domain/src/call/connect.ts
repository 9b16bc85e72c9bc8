import type { CallIdentity, CallParts, Leg } from './call.ts'
import type { CallEvent } from './event.ts'
import type { CallFact } from './fact.ts'
import { changeLeg, closeInterval, findLeg, openInterval } from './legs.ts'
import { answerOffer } from './offers.ts'
import type { PartsStep } from './reduce.ts'
import { isOpen, legsIn } from './state.ts'

/** Two legs in one bridge talk; the first agent to do so with the caller has answered the call. */
export function onLegBridged(
  identity: CallIdentity,
  before: CallParts,
  event: CallEvent & { type: 'legBridged' },
): PartsStep {
  const leg = findLeg(before, event.legId)
  if (!leg || !isOpen(leg) || leg.bridgeId === event.bridgeId) return { parts: before, facts: [] }
  let parts = changeLeg(before, leg.id, (l) => ({ ...l, bridgeId: event.bridgeId }))
  const together = legsIn(parts, event.bridgeId)
  if (together.length < 2) return { parts, facts: [] }
  const facts: CallFact[] = []
  for (const member of together) {
    if (member.intervals.at(-1)?.to === null) continue
    parts = changeLeg(parts, member.id, (l) => openInterval(l, 'talk', event.at))
    if (member.party.kind !== 'agent' || member.intervals.length > 0) continue
    if (!reachesSomebody(member, together)) continue
    const step = answerOffer(identity, parts, member.id, member.party.agentId, event.at)
    parts = step.parts
    facts.push(...step.facts)
  }
  return { parts, facts }
}

const reachesSomebody = (agent: Leg, together: readonly Leg[]): boolean =>
  together.some((leg) => leg.id !== agent.id && leg.party.kind !== 'service')

/** A leg that left its bridge talks no more, nor does one that is left alone in it. */
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
  const [alone, ...others] = legsIn(without, bridgeId)
  if (!alone || others.length > 0) return without
  return changeLeg(without, alone.id, (l) => closeInterval(l, at))
}
