import { translateLogLines } from '@callfloor/asterisk'
import { type Call, deriveCall, type LinkedId, type TenantId } from '@callfloor/domain'
import { Injectable } from '@nestjs/common'
import { Database } from '../db/database.ts'
import { Env } from '../env.ts'
import { findTenant, readConversation } from './log-lines.repository.ts'

/** Calls that go on, as far as their log has been read. */
@Injectable()
export class OpenCalls {
  constructor(
    private readonly database: Database,
    private readonly env: Env,
  ) {}

  /**
   * Those of the conversations that are open; what the log does not know yet, or knows as ended, is
   * left out.
   * @throws CallfloorError `databaseUnavailable`
   */
  async find(linkedIds: readonly LinkedId[]): Promise<{ tenantId: TenantId; call: Call }[]> {
    const node = this.env.NODE_NAME
    return this.database.asSystem(async (tx) => {
      const found: { tenantId: TenantId; call: Call }[] = []
      for (const linkedId of linkedIds) {
        const log = await readConversation(tx, node, linkedId)
        const call = deriveCall(node, translateLogLines(log))?.call
        if (!call || call.state === 'ended') continue
        const tenant = await findTenant(tx, log)
        if (tenant) found.push({ tenantId: tenant.id, call })
      }
      return found
    })
  }
}
