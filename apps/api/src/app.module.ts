import { Module } from '@nestjs/common'
import { AgentsModule } from './agents/agents.module.ts'
import { CallsModule } from './calls/calls.module.ts'
import { DbModule } from './db/db.module.ts'
import { DemoModule } from './demo/demo.module.ts'
import { EnvModule } from './env.module.ts'
import { HealthModule } from './health/health.module.ts'
import { HttpModule } from './http/http.module.ts'
import { LeadsModule } from './leads/leads.module.ts'
import { RealtimeModule } from './realtime/realtime.module.ts'
import { ReconcileModule } from './reconcile/reconcile.module.ts'
import { RecordModule } from './record/record.module.ts'
import { RecordingsModule } from './recordings/recordings.module.ts'
import { TelephonyModule } from './telephony/telephony.module.ts'
import { UsersModule } from './users/users.module.ts'

@Module({
  imports: [
    EnvModule,
    DbModule,
    HttpModule,
    HealthModule,
    UsersModule,
    LeadsModule,
    DemoModule,
    TelephonyModule,
    RecordModule,
    RecordingsModule,
    CallsModule,
    AgentsModule,
    RealtimeModule,
    ReconcileModule,
  ],
})
export class AppModule {}
