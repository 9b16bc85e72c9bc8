import type { Disposition } from '@callfloor/contracts'
import { CallfloorError, type CallId, notFound } from '@callfloor/domain'
import { Injectable } from '@nestjs/common'
import { Agents } from '../agents/agents.service.ts'
import { Database, type Tx } from '../db/database.ts'
import { type Actor, authorize } from '../http/actor.ts'
import { RecordEvents } from '../record/record-events.ts'
import { seesAll } from './call-log.service.ts'
import { findCall } from './calls.repository.ts'
import { LiveCalls } from './live-calls.service.ts'
import { presentDisposition } from './present.ts'
import {
  findDisposition,
  listDispositions,
  saveDisposition,
  saveNote,
} from './remarks.repository.ts'

/** What people say about a call: notes and its outcome, while it goes on and after. */
@Injectable()
export class Remarks {
  constructor(
    private readonly database: Database,
    private readonly live: LiveCalls,
    private readonly agents: Agents,
    private readonly events: RecordEvents,
  ) {}

  /** @throws CallfloorError `notFound`, `badRequest` */
  async saveNote(actor: Actor, callId: CallId, text: string): Promise<{ changedAt: string }> {
    authorize(actor, 'read', 'ownCalls')
    // PostgreSQL cannot hold it; anything else is kept as it was typed.
    if (text.includes('\0')) {
      throw new CallfloorError('badRequest', 'A note cannot hold the NUL character. Take it out.', {
        fields: [{ field: 'text', message: 'Holds a NUL character.' }],
      })
    }
    const { tenantId, agentId } = actor
    const changedAt = await this.database.forTenant(tenantId, async (tx) => {
      await this.#requireCall(tx, actor, callId)
      return saveNote(tx, tenantId, callId, agentId, text)
    })
    return { changedAt: changedAt.toISOString() }
  }

  /**
   * Sets the call's outcome; the actor's wrap-up for it is over.
   * @throws CallfloorError `notFound`
   */
  async setDisposition(
    actor: Actor,
    callId: CallId,
    dispositionId: string,
  ): Promise<{ disposition: Disposition }> {
    authorize(actor, 'read', 'ownCalls')
    const { tenantId, agentId } = actor
    const disposition = await this.database.forTenant(tenantId, async (tx) => {
      const found = await findDisposition(tx, tenantId, dispositionId)
      if (!found) throw notFound('disposition')
      await this.#requireCall(tx, actor, callId)
      await saveDisposition(tx, tenantId, callId, agentId, dispositionId)
      return presentDisposition(found)
    })
    await this.agents.endWrapUp(agentId, callId)
    const ended = !this.live.isGoingOn(tenantId, callId)
    this.events.callRecorded({ tenantId, callId, ended, agentIds: [agentId] })
    return { disposition }
  }

  async dispositions(actor: Actor): Promise<{ dispositions: Disposition[] }> {
    const { tenantId } = actor
    const rows = await this.database.forTenant(tenantId, (tx) => listDispositions(tx, tenantId))
    return { dispositions: rows.map(presentDisposition) }
  }

  /** An agent's own call, or for those who see all any of the tenant; it may not be recorded yet. */
  async #requireCall(tx: Tx, actor: Actor, callId: CallId): Promise<void> {
    const { tenantId, agentId } = actor
    if (this.live.isAgentOn(agentId, callId)) return
    const all = seesAll(actor)
    if (all && this.live.isGoingOn(tenantId, callId)) return
    const call = await findCall(tx, tenantId, callId, all ? undefined : agentId)
    if (!call) throw notFound('call')
  }
}
