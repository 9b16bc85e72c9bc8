import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common'
import { Database } from '../db/database.ts'
import { TelephonyState } from '../telephony/telephony-state.service.ts'
import { AgentSessions } from './agent-sessions.service.ts'
import { Leases } from './lease.service.ts'
import { Presence } from './presence.service.ts'
import { markSeen } from './session.repository.ts'

const everyMs = 10_000
/** A screen and softphone gone for so long are gone: the session ends when they were last seen. */
const lostAfterMs = 90_000

/** Marks who is still there, by the server's clock, and closes the sessions of those who left. */
@Injectable()
export class Heartbeat implements OnModuleDestroy {
  readonly #logger = new Logger(Heartbeat.name)
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly database: Database,
    private readonly sessions: AgentSessions,
    private readonly telephony: TelephonyState,
    private readonly presence: Presence,
    private readonly leases: Leases,
  ) {}

  start(): void {
    // Sessions of an earlier run get the whole time to come back.
    for (const { session } of this.sessions.all()) this.presence.seen(session.agentId)
    this.#timer = setInterval(() => void this.beat(), everyMs)
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer)
  }

  async beat(): Promise<void> {
    try {
      const here = [...this.sessions.all()].filter(
        ({ leaseId, session: { agentId, activity } }) =>
          this.presence.isConnected(agentId, leaseId) ||
          this.telephony.isRegistered(agentId) ||
          activity.kind === 'onCall' ||
          activity.kind === 'held',
      )
      for (const { session } of here) this.presence.seen(session.agentId)
      const seen = here.map(({ session }) => session.id)
      await this.database.asSystem((tx) => markSeen(tx, seen, new Date()))
      const lost = [...this.sessions.all()].filter(
        ({ session }) => (this.presence.lastSeen(session.agentId) ?? 0) < Date.now() - lostAfterMs,
      )
      for (const { session } of lost) {
        const at = Math.max(this.presence.lastSeen(session.agentId) ?? 0, session.openedAt)
        await this.leases.close(session.agentId, 'lost', at)
      }
    } catch (error) {
      this.#logger.warn({ err: error }, 'heartbeat missed; the next one tries again')
    }
  }
}
