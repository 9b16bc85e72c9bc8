import { Module } from '@nestjs/common'
import { DbModule } from './db/db.module.ts'
import { DemoModule } from './demo/demo.module.ts'
import { EnvModule } from './env.module.ts'
import { HealthModule } from './health/health.module.ts'
import { HttpModule } from './http/http.module.ts'
import { LeadsModule } from './leads/leads.module.ts'
import { UsersModule } from './users/users.module.ts'

@Module({
  imports: [EnvModule, DbModule, HttpModule, HealthModule, UsersModule, LeadsModule, DemoModule],
})
export class AppModule {}
