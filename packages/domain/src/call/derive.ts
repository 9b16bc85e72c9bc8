import type { NodeName } from '../ids.ts'
import type { Call } from './call.ts'
import type { CallEvent } from './event.ts'
import type { CallFact } from './fact.ts'
import { reduceCall, startCall } from './reduce.ts'

/**
 * The call that a conversation's whole log tells of, or null while its first leg is unknown.
 * The events may come in any order (they are sorted by time, stably) and more than once.
 * This is how the record is made: the same lines always give the same call and facts.
 */
export function deriveCall(
  node: NodeName,
  events: readonly CallEvent[],
): { call: Call; facts: readonly CallFact[] } | null {
  const sorted = events.toSorted((a, b) => a.at - b.at)
  const first = sorted.findIndex((event) => event.type === 'legStarted')
  const start = sorted[first]
  if (start?.type !== 'legStarted') return null
  let { call, facts } = startCall(node, start)
  const all = [...facts]
  for (const event of sorted.slice(first + 1)) {
    ;({ call, facts } = reduceCall(call, event))
    all.push(...facts)
  }
  return { call, facts: latestOfEach(all) }
}

/** What was inferred may be corrected once app_queue has spoken: the last word counts. */
const latestOfEach = (facts: readonly CallFact[]): CallFact[] =>
  facts.filter((fact, index) => !facts.slice(index + 1).some((later) => corrects(later, fact)))

function corrects(later: CallFact, fact: CallFact): boolean {
  switch (fact.type) {
    case 'offerEnded':
      return later.type === 'offerEnded' && later.legId === fact.legId
    case 'callAbandoned':
    case 'queueLeft':
      return later.type === 'queueLeft' && later.queueId === fact.queueId && later.at === fact.at
    case 'callEnded':
      return later.type === 'callEnded'
    default:
      return false
  }
}
