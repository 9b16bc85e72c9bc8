import type { Call, CallIdentity, CallParts, CallState, Leg, QueueVisit } from './call.ts'

/** The open stay in a queue, if the caller is waiting in one. */
export const openVisit = (call: CallParts): QueueVisit | undefined =>
  call.visits.find((visit) => visit.leftAt === null)

export const isOpen = (leg: Leg): boolean => leg.endedAt === null

/** The legs that hear each other in `bridgeId`. */
export const legsIn = (call: CallParts, bridgeId: string): Leg[] =>
  call.legs.filter((leg) => leg.bridgeId === bridgeId && isOpen(leg))

/**
 * The state of an open call follows from its parts, so that the two can never disagree:
 * connected where an agent shares a bridge, else offered or queued where a visit is open.
 */
function stateOf(call: CallParts): Exclude<CallState, { state: 'ended' }> {
  const talking = call.legs.filter(
    (leg) => leg.party.kind === 'agent' && isOpen(leg) && isConnected(leg),
  )
  if (talking.length > 0) {
    return {
      state: 'connected',
      agentIds: talking.flatMap((leg) => (leg.party.kind === 'agent' ? [leg.party.agentId] : [])),
      held: talking.some((leg) => leg.intervals.at(-1)?.kind === 'hold'),
    }
  }
  const visit = openVisit(call)
  if (!visit && call.answeredAt !== null) {
    // Between two bridges, or about to end: a call that was talked does not ring again.
    return { state: 'connected', agentIds: [], held: false }
  }
  if (!visit) return { state: 'ringing' }
  const agentIds = call.offers.filter((offer) => offer.result === null).map((o) => o.agentId)
  const waiting = { queueId: visit.queueId, joinedAt: visit.joinedAt }
  return agentIds.length > 0
    ? { state: 'offered', ...waiting, agentIds }
    : { state: 'queued', ...waiting }
}

/** Whether the leg is in talk or hold with somebody now. */
export const isConnected = (leg: Leg): boolean => leg.intervals.at(-1)?.to === null

/** People talk: a leg that shares a bridge with a service only is not connected to anybody. */
export const hearsSomebody = (leg: Leg, together: readonly Leg[]): boolean =>
  leg.party.kind !== 'service' &&
  together.some((other) => other.id !== leg.id && other.party.kind !== 'service')

/** The same call with its state derived anew. */
export function withState(identity: CallIdentity, parts: CallParts): Call {
  return { ...identity, ...parts, ...stateOf(parts) }
}

export const identityOf = ({ id, node, linkedId }: Call): CallIdentity => ({ id, node, linkedId })

export const partsOf = (call: Call): CallParts => ({
  direction: call.direction,
  startedAt: call.startedAt,
  callerNumber: call.callerNumber,
  callerName: call.callerName,
  dialled: call.dialled,
  answeredAt: call.answeredAt,
  legs: call.legs,
  visits: call.visits,
  offers: call.offers,
})
