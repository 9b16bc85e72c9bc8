import type { LeadSummary, LiveAgent, LiveCall, LiveQueue } from '@callfloor/contracts'
import { type AgentId, type Call, shownStatusOf, toIso } from '@callfloor/domain'
import type { OpenSession } from '../agents/agent-sessions.service.ts'
import type { DirectoryAgent, DirectoryQueue } from '../telephony/directory.service.ts'

// What screens see of agents, queues and calls: pure functions from the state to the contract.

export function liveAgentOf(
  agent: Pick<DirectoryAgent, 'id' | 'name'>,
  open: OpenSession | undefined,
  registered: boolean,
  now: number,
): LiveAgent {
  if (!open) {
    return {
      id: agent.id,
      name: agent.name,
      sessionId: null,
      chosen: 'offline',
      reason: null,
      shown: 'offline',
      since: toIso(now),
      callId: null,
      queueId: null,
      wrapUpUntil: null,
      leaseId: null,
      registered: false,
    }
  }
  const { session, leaseId } = open
  const { activity, chosen } = session
  const idle = activity.kind === 'idle'
  return {
    id: agent.id,
    name: agent.name,
    sessionId: session.id,
    chosen: chosen.status,
    reason: chosen.reason,
    shown: shownStatusOf(session),
    since: toIso(idle ? Math.max(chosen.at, activity.since) : activity.since),
    callId: idle ? null : activity.callId,
    queueId: idle ? null : activity.queueId,
    wrapUpUntil: activity.kind === 'wrapUp' ? toIso(activity.until) : null,
    leaseId,
    registered,
  }
}

export function liveQueueOf(
  queue: DirectoryQueue,
  calls: readonly Call[],
  isReady: (agentId: AgentId) => boolean,
): LiveQueue {
  const waiting = calls
    .flatMap((call) =>
      (call.state === 'queued' || call.state === 'offered') && call.queueId === queue.id
        ? [{ callId: call.id, callerNumber: call.callerNumber, joinedAt: call.joinedAt }]
        : [],
    )
    .sort((a, b) => a.joinedAt - b.joinedAt)
  return {
    id: queue.id,
    name: queue.name,
    waiting: waiting.map((caller) => ({ ...caller, joinedAt: toIso(caller.joinedAt) })),
    availableMembers: queue.members.filter((member) => isReady(member.agentId)).length,
    members: queue.members.length,
  }
}

/** A call that goes on; null once it has ended. */
export function liveCallOf(call: Call, lead: LeadSummary | null): LiveCall | null {
  if (call.state === 'ended') return null
  const visit = call.visits.at(-1)
  return {
    id: call.id,
    linkedId: call.linkedId,
    direction: call.direction,
    state: call.state,
    callerNumber: call.callerNumber,
    callerName: call.callerName,
    queueId: visit?.queueId ?? null,
    startedAt: toIso(call.startedAt),
    joinedAt: visit ? toIso(visit.joinedAt) : null,
    answeredAt: call.answeredAt === null ? null : toIso(call.answeredAt),
    held: call.state === 'connected' && call.held,
    agentIds: [...agentsOf(call)],
    lead,
  }
}

/** The agents who are rung or connected now. */
export function agentsOf(call: Call): readonly AgentId[] {
  return call.state === 'offered' || call.state === 'connected' ? call.agentIds : []
}
