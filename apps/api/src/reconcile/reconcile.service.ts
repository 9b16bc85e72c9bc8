import { translateSnapshot } from '@callfloor/asterisk'
import type { LinkedId } from '@callfloor/domain'
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common'
import { AgentSessions } from '../agents/agent-sessions.service.ts'
import { Seats } from '../agents/seats.service.ts'
import { agentsOf } from '../realtime/project.ts'
import { OpenCalls } from '../record/open-calls.service.ts'
import { RecordWriter } from '../record/record-writer.service.ts'
import { Ami } from '../telephony/ami.service.ts'
import { Provisioning } from '../telephony/provisioning.service.ts'
import { TelephonyState } from '../telephony/telephony-state.service.ts'
import { askAsterisk, type Snapshot } from './ask-asterisk.ts'

const everyMs = 5_000
/** Differences younger than this may be events still on their way. */
const graceMs = 2_000

/**
 * Holds what we believe against what Asterisk says: at every connection and every five seconds, so
 * that no call and no agent is stuck for more than ten.
 */
@Injectable()
export class Reconciler implements OnModuleDestroy {
  readonly #logger = new Logger(Reconciler.name)
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #suspects: ReadonlySet<LinkedId> = new Set()

  constructor(
    private readonly ami: Ami,
    private readonly telephony: TelephonyState,
    private readonly sessions: AgentSessions,
    private readonly seats: Seats,
    private readonly provisioning: Provisioning,
    private readonly openCalls: OpenCalls,
    private readonly record: RecordWriter,
  ) {}

  start(): void {
    this.ami.onState((up) => {
      if (up) void this.run('connected')
      else this.telephony.setLink('down')
    })
    this.#timer = setInterval(() => void this.run('timer'), everyMs)
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer)
  }

  /** One reconciliation at a time; a second wish while one runs waits for it. */
  async run(why: 'connected' | 'timer'): Promise<void> {
    if (this.#running && why === 'timer') return
    await this.#running
    this.#running = this.#reconcile(why).catch((error: unknown) => {
      this.#logger.warn({ err: error }, 'not reconciled; tried again in a moment')
    })
    await this.#running
    this.#running = undefined
  }

  async #reconcile(why: 'connected' | 'timer'): Promise<void> {
    if (!this.ami.isUp) return
    const snapshot = await askAsterisk(this.ami.client, this.ami.actions)
    for (const [agentId, registered] of snapshot.registrations) {
      this.telephony.setRegistered(agentId, registered)
    }
    for (const agentId of this.telephony.registeredAgents()) {
      if (!snapshot.registrations.has(agentId)) this.telephony.setRegistered(agentId, false)
    }
    this.#endMissing(snapshot)
    await this.#placeUnknown(snapshot, why)
    this.#mendSessions()
    await this.#cutGhosts(snapshot)
    this.seats.reset(snapshot.seats)
    await this.provisioning.apply()
    await this.seats.syncAll()
    this.telephony.setLink('up')
  }

  /** Legs Asterisk no longer has are over, whether or not we heard it. */
  #endMissing(snapshot: Snapshot): void {
    const present = new Set(snapshot.channels.map((channel) => channel.Uniqueid))
    for (const { tenantId, call } of [...this.telephony.floor.all()]) {
      for (const leg of call.legs) {
        const settled = leg.startedAt < snapshot.askedAt - graceMs
        if (leg.endedAt !== null || present.has(leg.id) || !settled) continue
        this.#logger.warn({ callId: call.id, legId: leg.id }, 'a leg had ended unheard')
        this.telephony.apply({
          linkedId: call.linkedId,
          tenantId,
          event: { type: 'legEnded', at: snapshot.askedAt, legId: leg.id, cause: 0 },
        })
      }
    }
  }

  /** Calls Asterisk has and the floor does not: as the record knows them, else as they look now. */
  async #placeUnknown(snapshot: Snapshot, why: 'connected' | 'timer'): Promise<void> {
    const oldest = why === 'connected' ? snapshot.askedAt : snapshot.askedAt - graceMs
    const unknown = snapshot.channels.filter(
      (channel) =>
        snapshot.askedAt - clockMs(channel.Duration) <= oldest &&
        !this.telephony.floor.findByLeg(channel.Uniqueid) &&
        !this.telephony.hasJustEnded(channel.Uniqueid),
    )
    if (unknown.length === 0) return
    const linkedIds = [...new Set(unknown.map((channel) => channel.Linkedid))]
    for (const { tenantId, call } of await this.openCalls.find(linkedIds)) {
      this.telephony.place(tenantId, call)
    }
    const still = unknown.filter((channel) => !this.telephony.floor.findByLeg(channel.Uniqueid))
    for (const addressed of translateSnapshot(still, snapshot.queues, snapshot.askedAt)) {
      this.telephony.apply(addressed)
    }
    this.#endMissing(snapshot)
  }

  /**
   * Calls the record holds open and Asterisk no longer has: their end was never written. Seen twice
   * in a row, so that an end that is just being read is not taken for none.
   */
  async #cutGhosts(snapshot: Snapshot): Promise<void> {
    const present = new Set(snapshot.channels.map((channel) => channel.Linkedid))
    const missing = (await this.openCalls.openOnNode()).filter((id) => !present.has(id))
    for (const linkedId of missing) {
      if (!this.#suspects.has(linkedId)) continue
      this.#logger.warn({ linkedId }, 'a call had no end in the log; it is closed as cut')
      this.record.appendAmi(linkedId, { type: 'callCut', at: snapshot.askedAt })
    }
    this.#suspects = new Set(missing)
  }

  /** An agent is with a call exactly while the call is with the agent. */
  #mendSessions(): void {
    const now = Date.now()
    for (const { session } of [...this.sessions.all()]) {
      const { activity, agentId } = session
      if (activity.kind === 'idle' || activity.kind === 'wrapUp') continue
      const call = this.telephony.floor.find(activity.callId)?.call
      if (call && agentsOf(call).includes(agentId)) continue
      if (activity.since > now - graceMs) continue
      const { callId, queueId } = activity
      this.#logger.warn(
        { agentId, callId, was: activity.kind },
        'an agent was with a call that is over',
      )
      if (activity.kind === 'ringing') {
        this.sessions.mend(agentId, { type: 'offerEnded', at: now, callId, result: 'withdrawn' })
      } else {
        const wrapUpMs = this.sessions.wrapUpMsOf(queueId)
        this.sessions.mend(agentId, { type: 'callLeft', at: now, callId, queueId, wrapUpMs })
      }
    }
    for (const { call } of this.telephony.floor.all()) this.#mendAgentsOf(call, now)
  }

  #mendAgentsOf(call: ReturnType<TelephonyState['floor']['of']>[number], now: number): void {
    if (call.state !== 'connected' && call.state !== 'offered') return
    for (const agentId of call.agentIds) {
      const activity = this.sessions.find(agentId)?.session.activity
      if (!activity || (activity.kind !== 'idle' && activity.callId === call.id)) continue
      if (activity.since > now - graceMs) continue
      if (call.state === 'offered') {
        const { queueId } = call
        this.sessions.mend(agentId, { type: 'offerMade', at: now, callId: call.id, queueId })
      } else {
        const queueId = call.visits.findLast((visit) => visit.agentId === agentId)?.queueId ?? null
        const at = call.answeredAt ?? now
        this.sessions.mend(agentId, { type: 'callConnected', at, callId: call.id, queueId })
      }
    }
  }
}

/** `hh:mm:ss` in milliseconds. */
function clockMs(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number)
  return ((hours * 60 + minutes) * 60 + seconds) * 1000
}
