import { assertNever } from '../assert-never.ts'
import type { NodeName } from '../ids.ts'
import type { Call, CallIdentity, CallParts, Direction } from './call.ts'
import { callIdOf } from './call-id.ts'
import { onLegBridged, onLegUnbridged } from './connect.ts'
import { onCallCut, onLegEnded, outcomeOf } from './end.ts'
import type { CallEvent, LegStarted } from './event.ts'
import type { CallFact } from './fact.ts'
import { changeLeg, findLeg, newLeg, openInterval } from './legs.ts'
import { onOfferMissed, startOffer } from './offers.ts'
import { identityOf, isOpen, partsOf, withState } from './state.ts'
import { onQueueJoined, onQueueLeft } from './visits.ts'

/** The call after an event, and what became true by it. */
export type Step = { call: Call; facts: readonly CallFact[] }

/** What a handler returns: the identity never changes, the state is derived. */
export type PartsStep = { parts: CallParts; facts: readonly CallFact[] }

/** A conversation begins with its first leg. */
export function startCall(node: NodeName, event: LegStarted): Step {
  const identity: CallIdentity = {
    id: callIdOf(node, event.linkedId),
    node,
    linkedId: event.linkedId,
  }
  const parts: CallParts = {
    direction: event.party.kind === 'external' ? 'inbound' : 'outbound',
    startedAt: event.at,
    callerNumber: event.callerNumber,
    callerName: event.callerName,
    dialled: event.dialled,
    answeredAt: null,
    legs: [newLeg(event)],
    visits: [],
    offers: [],
  }
  return {
    call: withState(identity, parts),
    facts: [{ type: 'callStarted', callId: identity.id, at: event.at }],
  }
}

/**
 * The call after `event`. Pure and total: an event that makes no sense in this state, or was seen
 * already, gives back the very same call.
 */
export function reduceCall(call: Call, event: CallEvent): Step {
  if (call.state === 'ended') return correctEnded(call, event)
  const identity = identityOf(call)
  const before = partsOf(call)
  const { parts, facts } = apply(identity, before, event)
  if (parts === before) return { call, facts }
  const ended = facts.find((fact) => fact.type === 'callEnded')
  if (!ended) return { call: withState(identity, parts), facts }
  return {
    call: { ...identity, ...parts, state: 'ended', endedAt: ended.at, outcome: ended.outcome },
    facts,
  }
}

/** app_queue's last word may come after the last leg has ended: it corrects what was inferred. */
function correctEnded(call: Call & { state: 'ended' }, event: CallEvent): Step {
  if (event.type !== 'offerMissed' && event.type !== 'queueLeft') return { call, facts: [] }
  const before = partsOf(call)
  const { parts, facts } = apply(identityOf(call), before, event)
  if (parts === before) return { call, facts }
  const outcome = call.outcome === 'cut' ? 'cut' : outcomeOf(parts)
  const corrected: Step = { call: { ...call, ...parts, outcome }, facts }
  if (outcome === call.outcome) return corrected
  return {
    ...corrected,
    facts: [...facts, { type: 'callEnded', callId: call.id, at: call.endedAt, outcome }],
  }
}

function apply(identity: CallIdentity, parts: CallParts, event: CallEvent): PartsStep {
  switch (event.type) {
    case 'legStarted':
      return onLegStarted(identity, parts, event)
    case 'legRinging':
      return unchanged(parts)
    case 'legAnswered':
      return unchanged(
        changeLeg(parts, event.legId, (leg) =>
          leg.answeredAt === null && isOpen(leg) ? { ...leg, answeredAt: event.at } : leg,
        ),
      )
    case 'legBridged':
      return onLegBridged(identity, parts, event)
    case 'legUnbridged':
      return unchanged(onLegUnbridged(parts, event))
    case 'legHeld':
      return onHold(identity, parts, event, 'hold')
    case 'legResumed':
      return onHold(identity, parts, event, 'talk')
    case 'legEnded':
      return onLegEnded(identity, parts, event)
    case 'queueJoined':
      return onQueueJoined(identity, parts, event)
    case 'queueLeft':
      return onQueueLeft(identity, parts, event)
    case 'offerMissed':
      return onOfferMissed(identity, parts, event)
    case 'callCut':
      return onCallCut(identity, parts, event)
    default:
      return assertNever(event)
  }
}

function onLegStarted(identity: CallIdentity, parts: CallParts, event: LegStarted): PartsStep {
  if (findLeg(parts, event.legId)) return unchanged(parts)
  const legs = [...parts.legs, newLeg(event)]
  const grown = { ...parts, legs, direction: directionOf(legs) }
  return event.party.kind === 'agent' ? startOffer(identity, grown, event) : unchanged(grown)
}

/** An agent who calls another agent stays inside; any outside leg makes it an outbound call. */
function directionOf(legs: CallParts['legs']): Direction {
  if (legs[0]?.party.kind === 'external') return 'inbound'
  if (legs.some((leg) => leg.party.kind === 'external')) return 'outbound'
  return legs.filter((leg) => leg.party.kind === 'agent').length > 1 ? 'internal' : 'outbound'
}

function onHold(
  identity: CallIdentity,
  parts: CallParts,
  event: CallEvent & { type: 'legHeld' | 'legResumed' },
  kind: 'talk' | 'hold',
): PartsStep {
  const leg = findLeg(parts, event.legId)
  const current = leg?.intervals.at(-1)
  if (leg?.party.kind !== 'agent' || current?.to !== null || current.kind === kind) {
    return unchanged(parts)
  }
  return {
    parts: changeLeg(parts, leg.id, () => openInterval(leg, kind, event.at)),
    facts: [
      {
        type: kind === 'hold' ? 'callHeld' : 'callResumed',
        callId: identity.id,
        at: event.at,
        agentId: leg.party.agentId,
        legId: leg.id,
      },
    ],
  }
}

const unchanged = (parts: CallParts): PartsStep => ({ parts, facts: [] })
