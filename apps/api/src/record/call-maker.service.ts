import { translateLogLines } from '@callfloor/asterisk'
import {
  type Call,
  type CallFact,
  callIdOf,
  deriveCall,
  readPhone,
  type TenantId,
} from '@callfloor/domain'
import { Injectable, Logger } from '@nestjs/common'
import { Database, type Tx } from '../db/database.ts'
import { LeadsService } from '../leads/leads.service.ts'
import { RecordingJobs } from '../recordings/recording-jobs.service.ts'
import { syncAgentEvents } from './agent-events.repository.ts'
import { rowsOfCall } from './call-rows.ts'
import { findStored, lockCall, saveCall } from './calls-record.repository.ts'
import { isUnavailable } from './is-unavailable.ts'
import { findTenant, readConversation } from './log-lines.repository.ts'
import { type Pending, postpone, takePending } from './pending.repository.ts'
import { RecordEvents } from './record-events.ts'

const mostWarned = 1000

/** Makes a call out of all the lines of its conversation, again whenever there are more. */
@Injectable()
export class CallMaker {
  readonly #logger = new Logger(CallMaker.name)
  readonly #warned = new Set<string>()

  constructor(
    private readonly database: Database,
    private readonly leads: LeadsService,
    private readonly recordings: RecordingJobs,
    private readonly events: RecordEvents,
  ) {}

  /**
   * Makes one pending call in one transaction, and tells when it is there. What fails for another
   * reason than the database's absence is put aside and tried again later.
   * @throws CallfloorError `databaseUnavailable`
   */
  async make(pending: Pending): Promise<void> {
    try {
      const made = await this.database.asSystem((tx) => this.#makeWithin(tx, pending))
      if (made) this.events.callRecorded(made)
    } catch (error) {
      if (isUnavailable(error)) throw error
      this.#logger.error({ err: error, ...pending }, 'a call could not be made from its log')
      const failure = error instanceof Error ? error.message : String(error)
      await this.database.asSystem((tx) => postpone(tx, pending, failure))
    }
  }

  async #makeWithin(tx: Tx, pending: Pending) {
    if (!(await takePending(tx, pending))) return null
    const { node, linkedId } = pending
    const callId = callIdOf(node, linkedId)
    await lockCall(tx, callId)
    const log = await readConversation(tx, node, linkedId)
    const derived = deriveCall(node, translateLogLines(log))
    if (!derived) return null
    const tenant = await findTenant(tx, log)
    if (!tenant) {
      this.#warnOnce(linkedId)
      return null
    }
    const { call, facts } = derived
    const stored = await findStored(tx, tenant.id, callId)
    const leadId = stored ? stored.leadId : await this.#leadOf(tx, tenant, call)
    const changed = await saveCall(tx, tenant.id, callId, rowsOfCall(tenant.id, derived, leadId))
    await syncAgentEvents(tx, tenant.id, callId, facts)
    const ended = call.state === 'ended'
    if (ended && !stored?.endedAt) await this.recordings.enqueueWithin(tx, node, linkedId)
    return changed ? { tenantId: tenant.id, callId, ended, agentIds: agentsOf(facts) } : null
  }

  /** Whose number it is; of several people behind one number nobody is chosen. */
  async #leadOf(tx: Tx, tenant: { id: TenantId; country: string }, call: Call) {
    const theirs = call.direction === 'inbound' ? call.callerNumber : call.dialled
    const number = readPhone(theirs, tenant.country)
    if (!number) return null
    const [lead, ...others] = await this.leads.findByPhone(tx, tenant.id, number)
    return lead && others.length === 0 ? lead.id : null
  }

  #warnOnce(linkedId: string): void {
    if (this.#warned.has(linkedId)) return
    if (this.#warned.size >= mostWarned) this.#warned.clear()
    this.#warned.add(linkedId)
    this.#logger.warn(
      { linkedId },
      'a call of no known tenant: its log lines are kept, it is in no call log',
    )
  }
}

const agentsOf = (facts: readonly CallFact[]) => [
  ...new Set(facts.flatMap((fact) => ('agentId' in fact ? fact.agentId : []))),
]
