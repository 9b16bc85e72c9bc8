import { contract } from '@callfloor/contracts'
import { Controller } from '@nestjs/common'
import { Implement, implement } from '@orpc/nest'
import { type Actor, CurrentActor } from '../http/actor.ts'
import { UsersService } from './users.service.ts'

@Controller()
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Implement(contract.agent.me)
  me(@CurrentActor() actor: Actor) {
    return implement(contract.agent.me).handler(() => this.users.me(actor))
  }
}
