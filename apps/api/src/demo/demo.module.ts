import { Module } from '@nestjs/common'
import { TelephonyModule } from '../telephony/telephony.module.ts'
import { UsersModule } from '../users/users.module.ts'
import { DemoController } from './demo.controller.ts'
import { DemoService } from './demo.service.ts'
import { DemoLogins } from './demo-logins.service.ts'

@Module({
  imports: [TelephonyModule, UsersModule],
  controllers: [DemoController],
  providers: [DemoService, DemoLogins],
})
export class DemoModule {}
