import { translateLogLines } from '@callfloor/asterisk'
import { type Call, deriveCall, type LinkedId, type TenantId } from '@callfloor/domain'
import { Injectable, Logger } from '@nestjs/common'
import { Database, type Tx } from '../db/database.ts'
import { Env } from '../env.ts'
import { isUnavailable } from './is-unavailable.ts'
import { findTenant, readConversation } from './log-lines.repository.ts'

export type OpenCall = { tenantId: TenantId; call: Call }

/** Calls that go on, as far as their log has been read. */
@Injectable()
export class OpenCalls {
  readonly #logger = new Logger(OpenCalls.name)

  constructor(
    private readonly database: Database,
    private readonly env: Env,
  ) {}

  /**
   * Those of the conversations that are open; what the log does not know yet, or knows as ended, is
   * left out. None while the database is away: calls go on without it.
   */
  async find(linkedIds: readonly LinkedId[]): Promise<OpenCall[]> {
    try {
      return await this.database.asSystem((tx) => this.#findWithin(tx, linkedIds))
    } catch (error) {
      if (!isUnavailable(error)) throw error
      this.#logger.warn({ err: error }, 'calls that go on are taken as they look: no database')
      return []
    }
  }

  /** Conversations this node's record holds open. None while the database is away. */
  async openOnNode(): Promise<LinkedId[]> {
    try {
      const rows = await this.database.asSystem((tx) =>
        tx
          .selectFrom('calls')
          .select('linked_id')
          .where('node', '=', this.env.NODE_NAME)
          .where('ended_at', 'is', null)
          .execute(),
      )
      return rows.map((row) => row.linked_id)
    } catch (error) {
      if (!isUnavailable(error)) throw error
      return []
    }
  }

  async #findWithin(tx: Tx, linkedIds: readonly LinkedId[]): Promise<OpenCall[]> {
    const node = this.env.NODE_NAME
    const found: OpenCall[] = []
    for (const linkedId of linkedIds) {
      const log = await readConversation(tx, node, linkedId)
      const call = deriveCall(node, translateLogLines(log))?.call
      if (!call || call.state === 'ended') continue
      const tenant = await findTenant(tx, log)
      if (tenant) found.push({ tenantId: tenant.id, call })
    }
    return found
  }
}
