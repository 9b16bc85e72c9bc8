import { Module } from '@nestjs/common'
import { TelephonyModule } from '../telephony/telephony.module.ts'
import { DemoController } from './demo.controller.ts'
import { DemoService } from './demo.service.ts'

@Module({
  imports: [TelephonyModule],
  controllers: [DemoController],
  providers: [DemoService],
})
export class DemoModule {}
