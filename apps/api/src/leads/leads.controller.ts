import { contract } from '@callfloor/contracts'
import { Controller } from '@nestjs/common'
import { Implement, implement } from '@orpc/nest'
import { type Actor, CurrentActor } from '../http/actor.ts'
import { LeadsService } from './leads.service.ts'

@Controller()
export class LeadsController {
  constructor(private readonly leads: LeadsService) {}

  @Implement(contract.leads.list)
  list(@CurrentActor() actor: Actor) {
    return implement(contract.leads.list).handler(({ input }) => this.leads.list(actor, input))
  }

  @Implement(contract.leads.get)
  get(@CurrentActor() actor: Actor) {
    return implement(contract.leads.get).handler(({ input }) => this.leads.get(actor, input.leadId))
  }
}
