import { Module } from '@nestjs/common'
import { TelephonyModule } from '../telephony/telephony.module.ts'
import { AgentSessions } from './agent-sessions.service.ts'
import { AgentsController } from './agents.controller.ts'
import { Agents } from './agents.service.ts'
import { Heartbeat } from './heartbeat.service.ts'
import { Leases } from './lease.service.ts'
import { Presence } from './presence.service.ts'
import { Seats } from './seats.service.ts'

@Module({
  imports: [TelephonyModule],
  controllers: [AgentsController],
  providers: [Agents, AgentSessions, Heartbeat, Leases, Presence, Seats],
  exports: [Agents, AgentSessions, Heartbeat, Presence, Seats],
})
export class AgentsModule {}
