import { contract } from '@callfloor/contracts'
import { Controller } from '@nestjs/common'
import { Implement, implement } from '@orpc/nest'
import { type Actor, CurrentActor } from '../http/actor.ts'
import { Public } from '../http/public.ts'
import { DemoService } from './demo.service.ts'
import { DemoLogins } from './demo-logins.service.ts'

@Controller()
export class DemoController {
  constructor(
    private readonly demo: DemoService,
    private readonly logins: DemoLogins,
  ) {}

  @Public()
  @Implement(contract.settings.demoLogins)
  demoLogins() {
    return implement(contract.settings.demoLogins).handler(() => this.logins.list())
  }

  @Implement(contract.settings.removeDemo)
  remove(@CurrentActor() actor: Actor) {
    return implement(contract.settings.removeDemo).handler(() => this.demo.remove(actor))
  }
}
