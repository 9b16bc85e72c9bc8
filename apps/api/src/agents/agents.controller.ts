import { contract } from '@callfloor/contracts'
import { toIso } from '@callfloor/domain'
import { Controller } from '@nestjs/common'
import { Implement, implement } from '@orpc/nest'
import { type Actor, authorize, CurrentActor } from '../http/actor.ts'
import { Agents } from './agents.service.ts'
import { Leases } from './lease.service.ts'

@Controller()
export class AgentsController {
  constructor(
    private readonly agents: Agents,
    private readonly leases: Leases,
  ) {}

  @Implement(contract.agent.takeLease)
  takeLease(@CurrentActor() actor: Actor) {
    return implement(contract.agent.takeLease).handler(({ input }) => {
      authorize(actor, 'use', 'phone')
      return this.leases.take(actor.tenantId, actor.agentId, input)
    })
  }

  @Implement(contract.agent.endLease)
  endLease(@CurrentActor() actor: Actor) {
    return implement(contract.agent.endLease).handler(async ({ input }) => ({
      ended: await this.leases.end(actor.agentId, input.leaseId),
    }))
  }

  @Implement(contract.agent.chooseStatus)
  chooseStatus(@CurrentActor() actor: Actor) {
    return implement(contract.agent.chooseStatus).handler(({ input }) =>
      this.agents.chooseStatus(actor.agentId, input),
    )
  }

  @Implement(contract.agent.extendWrapUp)
  extendWrapUp(@CurrentActor() actor: Actor) {
    return implement(contract.agent.extendWrapUp).handler(async ({ input }) => {
      const { until } = await this.agents.extendWrapUp(actor.agentId, input.bySeconds)
      return { until: toIso(until) }
    })
  }
}
