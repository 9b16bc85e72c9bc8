import { isDeepStrictEqual } from 'node:util'
import type { LeadSummary, LiveCall, LiveEvent, LiveQueue, LiveState } from '@callfloor/contracts'
import type { AgentId, Call, CallId, QueueId, TenantId } from '@callfloor/domain'
import { Injectable } from '@nestjs/common'
import { AgentSessions } from '../agents/agent-sessions.service.ts'
import { RecordEvents } from '../record/record-events.ts'
import { Directory } from '../telephony/directory.service.ts'
import { TelephonyState } from '../telephony/telephony-state.service.ts'
import { agentsOf, liveAgentOf, liveCallOf, liveQueueOf } from './project.ts'
import { agentStream, floorStream, type StreamName, Streams } from './streams.ts'

/** What one viewer may see: the whole floor of a tenant, or one agent's part of it. */
export type Viewer = { tenantId: TenantId; agentId: AgentId; seesFloor: boolean }

export const streamOf = (viewer: Viewer): StreamName =>
  viewer.seesFloor ? floorStream(viewer.tenantId) : agentStream(viewer.agentId)

/**
 * Turns changes of calls and sessions into live events for those who may see them, and makes the
 * snapshot that the events continue from.
 */
@Injectable()
export class Live {
  readonly streams: Streams
  #deliver: ConstructorParameters<typeof Streams>[0] = () => {}
  readonly #queues = new Map<QueueId, LiveQueue>()
  readonly #calls = new Map<CallId, LiveCall>()
  readonly #leads = new Map<CallId, LeadSummary>()
  /** Which calls an agent's own stream shows, so that one that left them is taken away there. */
  readonly #shownTo = new Map<AgentId, Set<CallId>>()

  constructor(
    private readonly directory: Directory,
    private readonly sessions: AgentSessions,
    private readonly telephony: TelephonyState,
    record: RecordEvents,
  ) {
    this.streams = new Streams((stream, message) => this.#deliver(stream, message))
    sessions.onChange((agentId) => this.agentChanged(agentId))
    telephony.onChange((change) => {
      switch (change.type) {
        case 'call':
          return this.#callChanged(change.tenantId, change.before, change.call)
        case 'registration':
          return this.agentChanged(change.agentId)
        case 'link':
          return this.#linkChanged()
      }
    })
    directory.onChange(() => this.#directoryChanged())
    record.onCallRecorded(({ tenantId, callId, agentIds }) => {
      this.#tell(tenantId, agentIds, { type: 'callRecorded', callId })
    })
  }

  /** Who carries messages to the sockets. */
  deliverWith(deliver: ConstructorParameters<typeof Streams>[0]): void {
    this.#deliver = deliver
  }

  stateFor(viewer: Viewer): LiveState {
    const { tenantId, agentId, seesFloor } = viewer
    const agents = [...this.directory.agents.values()].filter(
      (agent) => agent.tenantId === tenantId && (seesFloor || agent.id === agentId),
    )
    const queues = [...this.directory.queues.values()].filter(
      (queue) => queue.tenantId === tenantId && (seesFloor || isMember(queue, agentId)),
    )
    const shown = this.#shownTo.get(agentId)
    const calls = this.telephony.floor
      .of(tenantId)
      .filter((call) => seesFloor || agentsOf(call).includes(agentId) || shown?.has(call.id))
    return {
      agents: agents.map((agent) => this.#liveAgent(agent.id)).filter((a) => a !== null),
      queues: queues.map((queue) => this.#liveQueue(queue.id)).filter((q) => q !== null),
      calls: calls.map((call) => this.#liveCall(call)).filter((c) => c !== null),
      telephony: this.telephony.link,
    }
  }

  agentChanged(agentId: AgentId): void {
    const agent = this.directory.agents.get(agentId)
    const live = this.#liveAgent(agentId)
    if (!agent || !live) return
    this.#tell(agent.tenantId, [agentId], { type: 'agentChanged', agent: live })
    for (const queueId of agent.queueIds) this.#queueChanged(queueId)
  }

  /** The lead of a call was found; returns the call if it still goes on. */
  leadFound(tenantId: TenantId, callId: CallId, lead: LeadSummary): Call | null {
    const found = this.telephony.floor.find(callId)
    if (found?.tenantId !== tenantId) return null
    this.#leads.set(callId, lead)
    this.#callChanged(tenantId, found.call, found.call)
    return found.call
  }

  leadOf(callId: CallId): LeadSummary | undefined {
    return this.#leads.get(callId)
  }

  #callChanged(tenantId: TenantId, before: Call | null, call: Call): void {
    const live = this.#liveCall(call)
    const involved = new Set(agentsOf(call))
    for (const agentId of before ? agentsOf(before) : []) {
      if (!involved.has(agentId) && live) this.#hideCall(agentId, call.id)
    }
    if (live) {
      for (const agentId of involved) this.#showCall(agentId, call.id)
      // Much of what happens to a call shows nowhere.
      if (!isDeepStrictEqual(live, this.#calls.get(call.id))) {
        this.#calls.set(call.id, live)
        this.#tell(tenantId, involved, { type: 'callChanged', call: live })
      }
    } else {
      const viewers = [...this.#shownTo]
        .filter(([, calls]) => calls.delete(call.id))
        .map(([id]) => id)
      this.#tell(tenantId, viewers, { type: 'callEnded', callId: call.id })
      this.#leads.delete(call.id)
      this.#calls.delete(call.id)
    }
    for (const queueId of queuesOf(before, call)) this.#queueChanged(queueId)
  }

  #showCall(agentId: AgentId, callId: CallId): void {
    const shown = this.#shownTo.get(agentId) ?? new Set()
    this.#shownTo.set(agentId, shown.add(callId))
  }

  #hideCall(agentId: AgentId, callId: CallId): void {
    if (!this.#shownTo.get(agentId)?.delete(callId)) return
    this.streams.publish(agentStream(agentId), { type: 'callEnded', callId })
  }

  #queueChanged(queueId: QueueId): void {
    const queue = this.directory.queues.get(queueId)
    const live = this.#liveQueue(queueId)
    if (!queue || !live || isDeepStrictEqual(live, this.#queues.get(queueId))) return
    this.#queues.set(queueId, live)
    const members = queue.members.map((member) => member.agentId)
    this.#tell(queue.tenantId, members, { type: 'queueChanged', queue: live })
  }

  #linkChanged(): void {
    const event: LiveEvent = { type: 'telephonyChanged', telephony: this.telephony.link }
    for (const tenantId of this.directory.tenants.keys()) {
      this.streams.publish(floorStream(tenantId), event)
    }
    for (const agentId of this.directory.agents.keys()) {
      this.streams.publish(agentStream(agentId), event)
    }
  }

  #directoryChanged(): void {
    for (const queueId of this.directory.queues.keys()) this.#queueChanged(queueId)
  }

  #tell(tenantId: TenantId, agentIds: Iterable<AgentId>, event: LiveEvent): void {
    this.streams.publish(floorStream(tenantId), event)
    for (const agentId of agentIds) this.streams.publish(agentStream(agentId), event)
  }

  #liveAgent(agentId: AgentId) {
    const agent = this.directory.agents.get(agentId)
    if (!agent) return null
    const registered = this.telephony.isRegistered(agentId)
    return liveAgentOf(agent, this.sessions.find(agentId), registered, Date.now())
  }

  #liveQueue(queueId: QueueId): LiveQueue | null {
    const queue = this.directory.queues.get(queueId)
    if (!queue) return null
    return liveQueueOf(queue, this.telephony.floor.of(queue.tenantId), (id) => this.#isReady(id))
  }

  #liveCall(call: Call) {
    return liveCallOf(call, this.#leads.get(call.id) ?? null)
  }

  #isReady(agentId: AgentId): boolean {
    const session = this.sessions.find(agentId)?.session
    return (
      session?.activity.kind === 'idle' &&
      session.chosen.status === 'available' &&
      this.telephony.isRegistered(agentId)
    )
  }
}

const isMember = (queue: { members: { agentId: AgentId }[] }, agentId: AgentId): boolean =>
  queue.members.some((member) => member.agentId === agentId)

function queuesOf(before: Call | null, call: Call): Set<QueueId> {
  const queueIds = [before, call].flatMap((c) =>
    c && (c.state === 'queued' || c.state === 'offered') ? [c.queueId] : [],
  )
  return new Set(queueIds)
}
