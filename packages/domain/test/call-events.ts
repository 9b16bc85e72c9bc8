import { expect } from 'vitest'
import type {
  AgentId,
  Call,
  CallEvent,
  CallFact,
  LegId,
  LegStarted,
  Party,
  QueueId,
  QueueLeaveReason,
} from '../src/index.ts'
import { deriveCall } from '../src/index.ts'

/** The words of the stories: who and what, in readable ids. Instants are milliseconds. */
export const node = 'pbx1'
const linkedId = 'pbx1-1790000000.1'
export const ana: Party = { kind: 'agent', agentId: 'ana' }
export const ben: Party = { kind: 'agent', agentId: 'ben' }
export const outside: Party = { kind: 'external' }
export const service: Party = { kind: 'service' }

export const starts = (
  at: number,
  legId: LegId,
  party: Party,
  more: Partial<LegStarted> = {},
): LegStarted => ({
  type: 'legStarted',
  at,
  legId,
  linkedId,
  party,
  callerNumber: '+12025550190',
  callerName: 'Dana Caller',
  dialled: '+12025550100',
  ...more,
})
export const rings = (at: number, legId: LegId): CallEvent => ({ type: 'legRinging', at, legId })
export const picksUp = (at: number, legId: LegId): CallEvent => ({ type: 'legAnswered', at, legId })
export const enters = (at: number, legId: LegId, bridgeId = 'bridge1'): CallEvent => ({
  type: 'legBridged',
  at,
  legId,
  bridgeId,
})
export const leaves = (at: number, legId: LegId, bridgeId = 'bridge1'): CallEvent => ({
  type: 'legUnbridged',
  at,
  legId,
  bridgeId,
})
export const holds = (at: number, legId: LegId): CallEvent => ({ type: 'legHeld', at, legId })
export const resumes = (at: number, legId: LegId): CallEvent => ({ type: 'legResumed', at, legId })
export const ends = (at: number, legId: LegId, cause = 16): CallEvent => ({
  type: 'legEnded',
  at,
  legId,
  cause,
})
export const joins = (at: number, queueId: QueueId, legId: LegId = 'caller'): CallEvent => ({
  type: 'queueJoined',
  at,
  legId,
  queueId,
})
export const isLetGo = (
  at: number,
  queueId: QueueId,
  reason: QueueLeaveReason,
  legId: LegId = 'caller',
): CallEvent => ({ type: 'queueLeft', at, legId, queueId, reason })
export const misses = (at: number, agentId: AgentId): CallEvent => ({
  type: 'offerMissed',
  at,
  legId: 'caller',
  agentId,
})
export const isCut = (at: number): CallEvent => ({ type: 'callCut', at })

/** A caller who joined the Support queue at 1 s. */
export const waiting: readonly CallEvent[] = [
  starts(0, 'caller', outside),
  picksUp(500, 'caller'),
  joins(1000, 'support'),
]

/** … whom Ana, rung at 2 s, answered at 5 s. */
export const talkingWithAna: readonly CallEvent[] = [
  ...waiting,
  starts(2000, 'ana1', ana),
  rings(2100, 'ana1'),
  picksUp(5000, 'ana1'),
  enters(5000, 'ana1'),
  enters(5000, 'caller'),
]

/** What the events tell of; a story without a first leg is a mistake of the test. */
export function told(...events: readonly CallEvent[]): { call: Call; facts: readonly CallFact[] } {
  const derived = deriveCall(node, events)
  expect(derived).not.toBeNull()
  if (!derived) throw new Error('The story has no leg.')
  return derived
}

export const factsOf = <Type extends CallFact['type']>(
  facts: readonly CallFact[],
  type: Type,
): (CallFact & { type: Type })[] =>
  facts.filter((fact): fact is CallFact & { type: Type } => fact.type === type)

export const legOf = (call: Call, legId: LegId) => {
  const leg = call.legs.find((l) => l.id === legId)
  if (!leg) throw new Error(`The call has no leg ${legId}.`)
  return leg
}
