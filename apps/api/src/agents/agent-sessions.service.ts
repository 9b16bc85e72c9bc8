import {
  type AgentId,
  type AgentSession,
  type CallFact,
  CallfloorError,
  openSession,
  reduceSession,
  type SessionEvent,
  sessionEventOf,
  type TenantId,
} from '@callfloor/domain'
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common'
import { uuidv7 } from 'uuidv7'
import { Database } from '../db/database.ts'
import { Directory } from '../telephony/directory.service.ts'
import { TelephonyState } from '../telephony/telephony-state.service.ts'
import { appendEvent, changeLease, findOpenSessions, insertSession } from './session.repository.ts'

export type OpenSession = { tenantId: TenantId; leaseId: string; session: AgentSession }
type Listener = (agentId: AgentId) => void

/**
 * The agents' open sessions. Decisions are stored and then applied; what Asterisk says of their calls
 * is applied at once and stored with the record. Wrap-up ends here, by the server's clock.
 */
@Injectable()
export class AgentSessions implements OnModuleDestroy {
  readonly #open = new Map<AgentId, OpenSession>()
  readonly #wrapUps = new Map<AgentId, NodeJS.Timeout>()
  readonly #listeners: Listener[] = []
  readonly #logger = new Logger(AgentSessions.name)

  constructor(
    private readonly database: Database,
    private readonly directory: Directory,
    telephony: TelephonyState,
  ) {
    telephony.onChange((change) => {
      if (change.type === 'call') for (const fact of change.facts) this.learn(fact)
    })
  }

  /** Takes up the sessions an earlier run left open. */
  async load(): Promise<void> {
    for (const stored of await this.database.asSystem(findOpenSessions)) {
      this.#open.set(stored.session.agentId, stored)
      this.#changed(stored.session.agentId)
    }
  }

  onModuleDestroy(): void {
    for (const timer of this.#wrapUps.values()) clearTimeout(timer)
  }

  onChange(listener: Listener): void {
    this.#listeners.push(listener)
  }

  find(agentId: AgentId): OpenSession | undefined {
    return this.#open.get(agentId)
  }

  all(): Iterable<OpenSession> {
    return this.#open.values()
  }

  /** The agent's open session, or the refusal that says to connect the phone first. */
  get(agentId: AgentId): OpenSession {
    const open = this.#open.get(agentId)
    if (!open) throw new CallfloorError('noSession', 'Connect the phone first: reload the page.')
    return open
  }

  async open(tenantId: TenantId, agentId: AgentId, leaseId: string): Promise<OpenSession> {
    const session = openSession(uuidv7(), agentId, Date.now())
    await this.database.forTenant(tenantId, (tx) => insertSession(tx, tenantId, session, leaseId))
    const open = { tenantId, leaseId, session }
    this.#open.set(agentId, open)
    this.#changed(agentId)
    return open
  }

  /** The same session goes on with another softphone. */
  async changeLease(agentId: AgentId, leaseId: string): Promise<void> {
    const { tenantId, session } = this.get(agentId)
    await this.database.forTenant(tenantId, (tx) => changeLease(tx, tenantId, session.id, leaseId))
    const now = this.#open.get(agentId)
    if (now) this.#open.set(agentId, { ...now, leaseId })
    this.#changed(agentId)
  }

  /** Lets go of a session whose agent is no more: its rows went with them. */
  forget(agentId: AgentId): void {
    this.#open.delete(agentId)
    this.#changed(agentId)
  }

  /** Stores what the agent decided, then applies it. */
  async decide(agentId: AgentId, event: SessionEvent): Promise<AgentSession> {
    await this.#store(agentId, event)
    return this.#apply(agentId, event)
  }

  /** Applies what a call's fact means to its agent. */
  learn(fact: CallFact): void {
    const meant = sessionEventOf(fact, (queueId) => this.wrapUpMsOf(queueId))
    if (meant && this.#open.has(meant.agentId)) this.#apply(meant.agentId, meant.event)
  }

  /** Applies an event that mends the memory only, where Asterisk's own word was missed. */
  mend(agentId: AgentId, event: SessionEvent): void {
    if (this.#open.has(agentId)) this.#apply(agentId, event)
  }

  wrapUpMsOf(queueId: string | null): number {
    return (queueId ? (this.directory.queues.get(queueId)?.wrapUpSeconds ?? 0) : 0) * 1000
  }

  async #store(agentId: AgentId, event: SessionEvent): Promise<void> {
    const { tenantId, session } = this.get(agentId)
    await this.database.forTenant(tenantId, (tx) => appendEvent(tx, tenantId, session.id, event))
  }

  #apply(agentId: AgentId, event: SessionEvent): AgentSession {
    const open = this.get(agentId)
    const session = reduceSession(open.session, event)
    if (session === open.session) return session
    if (session.closedAt === null) this.#open.set(agentId, { ...open, session })
    else this.#open.delete(agentId)
    this.#changed(agentId)
    return session
  }

  #changed(agentId: AgentId): void {
    this.#timeWrapUp(agentId)
    for (const listener of this.#listeners) listener(agentId)
  }

  #timeWrapUp(agentId: AgentId): void {
    clearTimeout(this.#wrapUps.get(agentId))
    this.#wrapUps.delete(agentId)
    const activity = this.#open.get(agentId)?.session.activity
    if (activity?.kind !== 'wrapUp') return
    const { until } = activity
    const timer = setTimeout(() => this.#endWrapUp(agentId, until), Math.max(0, until - Date.now()))
    this.#wrapUps.set(agentId, timer)
  }

  /** The agent is free at the promised second even while the database is away; it is told when it is back. */
  #endWrapUp(agentId: AgentId, until: number): void {
    const open = this.#open.get(agentId)
    if (!open) return
    const event: SessionEvent = { type: 'wrapUpEnded', at: until, how: 'timedOut' }
    void this.#storeEventually(open, event)
    this.#apply(agentId, event)
  }

  async #storeEventually({ tenantId, session }: OpenSession, event: SessionEvent): Promise<void> {
    for (let waitMs = 500; ; waitMs = Math.min(waitMs * 2, 10_000)) {
      try {
        await this.database.forTenant(tenantId, (tx) =>
          appendEvent(tx, tenantId, session.id, event),
        )
        return
      } catch (error) {
        if (!(error instanceof CallfloorError) || error.code !== 'databaseUnavailable') {
          this.#logger.error(
            { err: error, sessionId: session.id, event },
            'an event could not be stored',
          )
          return
        }
        await new Promise((resolve) => setTimeout(resolve, waitMs).unref())
      }
    }
  }
}
