import type { LiveAgent, LiveCall, LiveEvent, LiveQueue, LiveState } from '@callfloor/contracts'
import { assertNever } from '@callfloor/domain'

/** The live state by id, as the screens read it. Never changed in place. */
export type Floor = {
  readonly agents: Readonly<Record<string, LiveAgent>>
  readonly queues: Readonly<Record<string, LiveQueue>>
  readonly calls: Readonly<Record<string, LiveCall>>
  /** The last calls that ended, newest first: a desk stays on its call through wrap-up. */
  readonly ended: readonly LiveCall[]
  /** How often the call log is known to have grown; a list refetches when it changes. */
  readonly recorded: { readonly count: number; readonly callId: string | null }
  readonly telephony: 'up' | 'down'
}

const rememberedCalls = 10

/** The floor as a snapshot tells it. What ended before is kept: a snapshot does not carry it. */
export function floorOf(state: LiveState, before: Floor | null): Floor {
  const calls = byId(state.calls)
  const vanished = Object.values(before?.calls ?? {}).filter((call) => !calls[call.id])
  return {
    agents: byId(state.agents),
    queues: byId(state.queues),
    calls,
    ended: [...vanished, ...(before?.ended ?? [])].slice(0, rememberedCalls),
    // Whatever was recorded while nobody listened is in the log now.
    recorded: { count: (before?.recorded.count ?? 0) + 1, callId: null },
    telephony: state.telephony,
  }
}

/** The floor after one event. Pure; applying an event twice gives the same floor. */
export function applyEvent(floor: Floor, event: LiveEvent): Floor {
  switch (event.type) {
    case 'agentChanged':
      return { ...floor, agents: { ...floor.agents, [event.agent.id]: event.agent } }
    case 'queueChanged':
      return { ...floor, queues: { ...floor.queues, [event.queue.id]: event.queue } }
    case 'callChanged':
      return { ...floor, calls: { ...floor.calls, [event.call.id]: event.call } }
    case 'callEnded':
      return endCall(floor, event.callId)
    case 'callRecorded':
      return {
        ...floor,
        recorded: { count: floor.recorded.count + 1, callId: event.callId },
      }
    case 'telephonyChanged':
      return { ...floor, telephony: event.telephony }
    default:
      return assertNever(event)
  }
}

function endCall(floor: Floor, callId: string): Floor {
  const { [callId]: call, ...calls } = floor.calls
  if (!call) return floor
  const ended = [call, ...floor.ended.filter((other) => other.id !== callId)]
  return { ...floor, calls, ended: ended.slice(0, rememberedCalls) }
}

const byId = <T extends { id: string }>(items: readonly T[]): Record<string, T> =>
  Object.fromEntries(items.map((item) => [item.id, item]))
