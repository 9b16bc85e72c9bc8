import type { LiveAgent, LiveCall, LiveQueue } from '@callfloor/contracts'
import type { LiveView } from './store.ts'

/** The signed-in agent as the floor sees them. */
export const selectMe = ({ feed, agentId }: LiveView): LiveAgent | null =>
  (agentId && feed?.floor.agents[agentId]) || null

/** A call that goes on, or one that ended a moment ago. */
export const selectCall =
  (callId: string | null) =>
  ({ feed }: LiveView): LiveCall | null => {
    if (!callId || !feed) return null
    const { calls, ended } = feed.floor
    return calls[callId] ?? ended.find((call) => call.id === callId) ?? null
  }

/** The call this agent rings for, talks on, or wraps up. */
export const selectMyCall = (view: LiveView): LiveCall | null =>
  selectCall(selectMe(view)?.callId ?? null)(view)

/** A call that goes on, by the Linkedid its INVITE carried. */
export const selectCallByLinkedId =
  (linkedId: string | null) =>
  ({ feed }: LiveView): LiveCall | null => {
    if (!linkedId || !feed) return null
    return Object.values(feed.floor.calls).find((call) => call.linkedId === linkedId) ?? null
  }

export const selectQueue =
  (queueId: string | null) =>
  ({ feed }: LiveView): LiveQueue | null =>
    (queueId && feed?.floor.queues[queueId]) || null

/** The record of queues; {@link queuesInOrder} makes the list, so that the selection stays stable. */
export const selectQueues = ({ feed }: LiveView) => feed?.floor.queues ?? noQueues
const noQueues: Readonly<Record<string, LiveQueue>> = {}

/** The queue whose first caller has waited longest comes first, then by name. */
export function queuesInOrder(queues: Readonly<Record<string, LiveQueue>>): LiveQueue[] {
  return Object.values(queues).toSorted(
    (a, b) => longestSince(a) - longestSince(b) || a.name.localeCompare(b.name),
  )
}

const longestSince = (queue: LiveQueue): number => {
  const since = longestWaitingSince(queue)
  return since === null ? Number.MAX_SAFE_INTEGER : Date.parse(since)
}

/** When the one who has waited longest joined; null while nobody waits. */
export function longestWaitingSince({ waiting }: LiveQueue): string | null {
  return waiting.reduce<string | null>(
    (first, { joinedAt }) => (first === null || joinedAt < first ? joinedAt : first),
    null,
  )
}

export const selectLink = ({ link }: LiveView) => link
export const selectTelephony = ({ feed }: LiveView) => feed?.floor.telephony ?? 'up'
/** Changes whenever the call log may have something new. */
export const selectRecorded = ({ feed }: LiveView) => feed?.floor.recorded.count ?? 0
