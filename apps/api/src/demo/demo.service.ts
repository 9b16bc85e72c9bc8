import { Injectable, Logger, type OnModuleInit } from '@nestjs/common'
import { record } from '../audit/record.ts'
import { Database } from '../db/database.ts'
import { Env } from '../env.ts'
import { type Actor, authorize } from '../http/actor.ts'
import { Directory } from '../telephony/directory.service.ts'
import { removeDemoRows } from './remove.ts'
import { seedDemo } from './seed.ts'

/** The demo: set up at the first start, taken out in one act. */
@Injectable()
export class DemoService implements OnModuleInit {
  readonly #logger = new Logger(DemoService.name)

  constructor(
    private readonly env: Env,
    private readonly database: Database,
    private readonly directory: Directory,
  ) {}

  async onModuleInit(): Promise<void> {
    if (!this.env.DEMO) return
    const carrier = { host: this.env.PSTN_HOST, port: this.env.PSTN_PORT }
    const seeded = await this.database.asSystem((tx) => seedDemo(tx, carrier))
    if (seeded) this.#logger.log('The demo was set up')
    await this.directory.reload()
  }

  /** @throws CallfloorError `notAllowed` for anyone below ADMIN */
  async remove(actor: Actor): Promise<{ removed: Record<string, number> }> {
    authorize(actor, 'remove', 'demo')
    const { tenantId, agentId } = actor
    const removed = await this.database.asSystem(async (tx) => {
      const counts = await removeDemoRows(tx, tenantId, agentId)
      if (counts) {
        await record(tx, tenantId, {
          actorId: agentId,
          action: 'demo.removed',
          subjectType: 'tenant',
          subjectId: tenantId,
          details: counts,
        })
      }
      return counts
    })
    // The phone system forgets the demo's queues, numbers and carrier too.
    if (removed) await this.directory.reload()
    return { removed: removed ?? {} }
  }
}
