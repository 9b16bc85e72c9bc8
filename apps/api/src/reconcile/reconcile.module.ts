import { setTimeout as sleep } from 'node:timers/promises'
import { Module, type OnApplicationBootstrap } from '@nestjs/common'
import { AgentSessions } from '../agents/agent-sessions.service.ts'
import { AgentsModule } from '../agents/agents.module.ts'
import { Heartbeat } from '../agents/heartbeat.service.ts'
import { LogIngest } from '../record/log-ingest.service.ts'
import { RecordModule } from '../record/record.module.ts'
import { TelephonyModule } from '../telephony/telephony.module.ts'
import { Ears } from './ears.service.ts'
import { Reconciler } from './reconcile.service.ts'

/** A long absence is caught up beside the calls, not before them. */
const catchUpMs = 2_000

/** Joins what Asterisk says with what we know, and starts listening once the rest stands. */
@Module({
  imports: [AgentsModule, RecordModule, TelephonyModule],
  providers: [Ears, Reconciler],
})
export class ReconcileModule implements OnApplicationBootstrap {
  constructor(
    private readonly record: LogIngest,
    private readonly sessions: AgentSessions,
    private readonly heartbeat: Heartbeat,
    private readonly reconciler: Reconciler,
    private readonly ears: Ears,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // What happened while we were away comes first: sessions and open calls are read from it.
    await Promise.race([this.record.caughtUp(), sleep(catchUpMs)])
    await this.sessions.load()
    this.heartbeat.start()
    this.reconciler.start()
    this.ears.start()
  }
}
