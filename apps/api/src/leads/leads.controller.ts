import { contract } from '@callfloor/contracts'
import { Controller } from '@nestjs/common'
import { Implement, implement } from '@orpc/nest'
import { CallLog } from '../calls/call-log.service.ts'
import { type Actor, CurrentActor } from '../http/actor.ts'
import { LeadsService } from './leads.service.ts'

@Controller()
export class LeadsController {
  constructor(
    private readonly leads: LeadsService,
    private readonly calls: CallLog,
  ) {}

  @Implement(contract.leads.list)
  list(@CurrentActor() actor: Actor) {
    return implement(contract.leads.list).handler(({ input }) => this.leads.list(actor, input))
  }

  @Implement(contract.leads.get)
  get(@CurrentActor() actor: Actor) {
    return implement(contract.leads.get).handler(async ({ input }) => ({
      ...(await this.leads.get(actor, input.leadId)),
      recentCalls: await this.calls.listOfLead(actor, input.leadId),
    }))
  }
}
