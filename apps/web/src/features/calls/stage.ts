import type { LiveAgent, LiveCall } from '@callfloor/contracts'

/** What a call that goes on is doing, and since when: null where that is not known. */
export type Stage = {
  kind: 'waiting' | 'ringing' | 'talking' | 'held'
  since: string | null
}

/**
 * A ringing call's time is the caller's: since they joined the queue, not since this agent was rung.
 * @param agents the floor's, by id: they know since when they hold
 */
export function stageOf(call: LiveCall, agents: Readonly<Record<string, LiveAgent>>): Stage {
  const waitingSince = call.joinedAt ?? call.startedAt
  switch (call.state) {
    case 'queued':
      return { kind: 'waiting', since: waitingSince }
    case 'ringing':
    case 'offered':
      return { kind: 'ringing', since: waitingSince }
    case 'connected':
      return call.held
        ? { kind: 'held', since: heldSince(call, agents) }
        : { kind: 'talking', since: call.answeredAt }
  }
}

function heldSince(call: LiveCall, agents: Readonly<Record<string, LiveAgent>>): string | null {
  const holding = call.agentIds
    .map((id) => agents[id])
    .find((agent) => agent?.shown === 'held' && agent.callId === call.id)
  return holding?.since ?? null
}
