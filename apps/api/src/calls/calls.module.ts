import { Module } from '@nestjs/common'
import { AgentsModule } from '../agents/agents.module.ts'
import { RecordModule } from '../record/record.module.ts'
import { TelephonyModule } from '../telephony/telephony.module.ts'
import { CallLogModule } from './call-log.module.ts'
import { CallsController } from './calls.controller.ts'
import { LiveCalls } from './live-calls.service.ts'
import { Remarks } from './remarks.service.ts'

@Module({
  imports: [AgentsModule, CallLogModule, RecordModule, TelephonyModule],
  controllers: [CallsController],
  providers: [LiveCalls, Remarks],
})
export class CallsModule {}
