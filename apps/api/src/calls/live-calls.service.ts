import type { AgentId, CallId, TenantId } from '@callfloor/domain'
import { Injectable } from '@nestjs/common'
import { AgentSessions } from '../agents/agent-sessions.service.ts'
import { TelephonyState } from '../telephony/telephony-state.service.ts'

/** What is known of calls before the record has them. */
@Injectable()
export class LiveCalls {
  constructor(
    private readonly sessions: AgentSessions,
    private readonly telephony: TelephonyState,
  ) {}

  /** Whether the agent is rung by the call, on it, or wrapping it up. */
  isAgentOn(agentId: AgentId, callId: CallId): boolean {
    const activity = this.sessions.find(agentId)?.session.activity
    return activity !== undefined && activity.kind !== 'idle' && activity.callId === callId
  }

  isGoingOn(tenantId: TenantId, callId: CallId): boolean {
    return this.telephony.floor.find(callId)?.tenantId === tenantId
  }
}
