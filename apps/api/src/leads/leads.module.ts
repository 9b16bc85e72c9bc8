import { Module } from '@nestjs/common'
import { CallLogModule } from '../calls/call-log.module.ts'
import { LeadsController } from './leads.controller.ts'
import { LeadsService } from './leads.service.ts'
import { LiveAccess } from './live-access.ts'

@Module({
  imports: [CallLogModule],
  controllers: [LeadsController],
  providers: [LeadsService, LiveAccess],
  exports: [LeadsService, LiveAccess],
})
export class LeadsModule {}
