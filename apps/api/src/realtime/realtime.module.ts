import { Module } from '@nestjs/common'
import { AgentsModule } from '../agents/agents.module.ts'
import { LeadsModule } from '../leads/leads.module.ts'
import { RecordModule } from '../record/record.module.ts'
import { TelephonyModule } from '../telephony/telephony.module.ts'
import { LeadLookup } from './lead-lookup.service.ts'
import { LiveGateway } from './live.gateway.ts'
import { Live } from './live.service.ts'

@Module({
  imports: [AgentsModule, LeadsModule, RecordModule, TelephonyModule],
  providers: [LeadLookup, Live, LiveGateway],
  exports: [Live],
})
export class RealtimeModule {}
