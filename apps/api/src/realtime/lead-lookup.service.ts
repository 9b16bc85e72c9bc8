import { type AgentId, type Call, type CallId, readPhone, type TenantId } from '@callfloor/domain'
import { Injectable, Logger } from '@nestjs/common'
import { AgentSessions } from '../agents/agent-sessions.service.ts'
import { Database } from '../db/database.ts'
import type { Actor } from '../http/actor.ts'
import { LeadsService } from '../leads/leads.service.ts'
import { LiveAccess } from '../leads/live-access.ts'
import { Directory } from '../telephony/directory.service.ts'
import { TelephonyState } from '../telephony/telephony-state.service.ts'
import { Live } from './live.service.ts'
import { agentsOf } from './project.ts'

/** Finds whose number is calling, beside the call and never in its way. */
@Injectable()
export class LeadLookup {
  readonly #logger = new Logger(LeadLookup.name)
  /** The lead of the call each agent was on last: theirs to read until the wrap-up is over. */
  readonly #lastOf = new Map<AgentId, { callId: CallId; leadId: string }>()

  constructor(
    private readonly database: Database,
    private readonly directory: Directory,
    private readonly leads: LeadsService,
    private readonly sessions: AgentSessions,
    private readonly live: Live,
    telephony: TelephonyState,
    access: LiveAccess,
  ) {
    telephony.onChange((change) => {
      if (change.type !== 'call') return
      const { tenantId, before, call } = change
      if (!before && call.state !== 'ended') void this.#find(tenantId, call)
      this.#remember(call)
    })
    access.answerWith((actor, leadId) => this.#isInCall(actor, leadId))
  }

  async #find(tenantId: TenantId, call: Call): Promise<void> {
    const country = this.directory.tenants.get(tenantId)?.country ?? 'US'
    const theirs = call.direction === 'inbound' ? call.callerNumber : call.dialled
    const number = readPhone(theirs, country)
    if (!number) return
    try {
      const found = await this.database.forTenant(tenantId, (tx) =>
        this.leads.findByPhone(tx, tenantId, number),
      )
      const [lead, ...others] = found
      // Two people behind one number: a choice for the agent, not a guess of ours.
      if (!lead || others.length > 0) return
      const now = this.live.leadFound(tenantId, call.id, lead)
      if (now) this.#remember(now)
    } catch (error) {
      this.#logger.warn({ err: error, callId: call.id }, 'no lead: the database could not be asked')
    }
  }

  #remember(call: Call): void {
    const lead = this.live.leadOf(call.id)
    if (!lead) return
    for (const agentId of agentsOf(call)) {
      this.#lastOf.set(agentId, { callId: call.id, leadId: lead.id })
    }
  }

  #isInCall({ agentId }: Actor, leadId: string): boolean {
    const last = this.#lastOf.get(agentId)
    const activity = this.sessions.find(agentId)?.session.activity
    return (
      last?.leadId === leadId &&
      activity !== undefined &&
      activity.kind !== 'idle' &&
      activity.callId === last.callId
    )
  }
}
