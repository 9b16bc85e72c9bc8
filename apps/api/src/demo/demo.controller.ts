import { contract } from '@callfloor/contracts'
import { Controller } from '@nestjs/common'
import { Implement, implement } from '@orpc/nest'
import { type Actor, CurrentActor } from '../http/actor.ts'
import { DemoService } from './demo.service.ts'

@Controller()
export class DemoController {
  constructor(private readonly demo: DemoService) {}

  @Implement(contract.settings.removeDemo)
  remove(@CurrentActor() actor: Actor) {
    return implement(contract.settings.removeDemo).handler(() => this.demo.remove(actor))
  }
}
