import { Module } from '@nestjs/common'
import { LeadsController } from './leads.controller.ts'
import { LeadsService } from './leads.service.ts'
import { LiveAccess } from './live-access.ts'

@Module({
  controllers: [LeadsController],
  providers: [LeadsService, LiveAccess],
  exports: [LeadsService, LiveAccess],
})
export class LeadsModule {}
