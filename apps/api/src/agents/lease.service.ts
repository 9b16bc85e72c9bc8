import { randomBytes, randomUUID } from 'node:crypto'
import { agentEndpointName } from '@callfloor/asterisk'
import type { SoftphoneLease } from '@callfloor/contracts'
import { type AgentId, CallfloorError, type TenantId } from '@callfloor/domain'
import { Injectable, Logger } from '@nestjs/common'
import { Directory } from '../telephony/directory.service.ts'
import { Endpoints } from '../telephony/endpoints.service.ts'
import { TelephonyState } from '../telephony/telephony-state.service.ts'
import { AgentSessions } from './agent-sessions.service.ts'
import { Presence } from './presence.service.ts'

/**
 * One softphone per agent may carry calls. Whoever holds the lease has the SIP account, whose
 * password is made anew for each login and each take-over; without the lease it is void.
 */
@Injectable()
export class Leases {
  readonly #logger = new Logger(Leases.name)

  constructor(
    private readonly sessions: AgentSessions,
    private readonly telephony: TelephonyState,
    private readonly endpoints: Endpoints,
    private readonly presence: Presence,
    private readonly directory: Directory,
  ) {
    directory.onChange(() => void this.#removeStrangers())
  }

  async take(
    tenantId: TenantId,
    agentId: AgentId,
    wish: { leaseId?: string | undefined; takeOver: boolean },
  ): Promise<SoftphoneLease> {
    const held = this.sessions.find(agentId)
    if (
      held &&
      held.leaseId !== wish.leaseId &&
      !wish.takeOver &&
      this.#isInUse(agentId, held.leaseId)
    ) {
      throw new CallfloorError(
        'leaseTaken',
        'Your phone is open in another window or on another computer. Take it over to use it here.',
      )
    }
    const leaseId = held?.leaseId === wish.leaseId && wish.leaseId ? wish.leaseId : randomUUID()
    const password = randomBytes(24).toString('base64url')
    if (held) await this.endpoints.changeSecret(tenantId, agentId, password)
    else await this.endpoints.push(tenantId, agentId, password)
    if (!held) await this.sessions.open(tenantId, agentId, leaseId)
    else if (held.leaseId !== leaseId) await this.sessions.changeLease(agentId, leaseId)
    this.presence.seen(agentId)
    return {
      leaseId,
      username: agentEndpointName(agentId),
      password,
      realm: 'asterisk',
      socketPath: '/sip',
      iceServers: [],
    }
  }

  /** Logs the agent out of the phone. Refused while a caller is on the line. */
  async end(agentId: AgentId, leaseId: string): Promise<boolean> {
    const held = this.sessions.find(agentId)
    if (!held || held.leaseId !== leaseId) return false
    const { kind } = held.session.activity
    if (kind === 'onCall' || kind === 'held' || kind === 'ringing') {
      throw new CallfloorError('conflict', 'You are on a call. Finish it, then sign out.')
    }
    await this.close(agentId, 'logout', Date.now())
    return true
  }

  /** Closes the session and takes the SIP account away. */
  async close(agentId: AgentId, how: 'logout' | 'lost', at: number): Promise<void> {
    await this.sessions.decide(agentId, { type: 'sessionClosed', at, how })
    await this.endpoints.remove(agentId)
  }

  /** Who is no agent any more has no phone either. */
  async #removeStrangers(): Promise<void> {
    for (const { session } of [...this.sessions.all()]) {
      const { agentId } = session
      if (this.directory.agents.has(agentId)) continue
      this.sessions.forget(agentId)
      await this.endpoints.remove(agentId).catch((error: unknown) => {
        this.#logger.error({ err: error, agentId }, 'the account of a removed agent is still there')
      })
    }
  }

  #isInUse(agentId: AgentId, leaseId: string): boolean {
    return this.telephony.isRegistered(agentId) || this.presence.isConnected(agentId, leaseId)
  }
}
