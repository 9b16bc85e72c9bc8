import { contract } from '@callfloor/contracts'
import { Controller } from '@nestjs/common'
import { Implement, implement } from '@orpc/nest'
import { type Actor, CurrentActor } from '../http/actor.ts'
import { CallLog } from './call-log.service.ts'
import { Remarks } from './remarks.service.ts'

@Controller()
export class CallsController {
  constructor(
    private readonly log: CallLog,
    private readonly remarks: Remarks,
  ) {}

  @Implement(contract.calls.list)
  list(@CurrentActor() actor: Actor) {
    return implement(contract.calls.list).handler(({ input }) => this.log.list(actor, input))
  }

  @Implement(contract.calls.get)
  get(@CurrentActor() actor: Actor) {
    return implement(contract.calls.get).handler(({ input }) => this.log.get(actor, input.callId))
  }

  @Implement(contract.calls.saveNote)
  saveNote(@CurrentActor() actor: Actor) {
    return implement(contract.calls.saveNote).handler(({ input }) =>
      this.remarks.saveNote(actor, input.callId, input.text),
    )
  }

  @Implement(contract.calls.setDisposition)
  setDisposition(@CurrentActor() actor: Actor) {
    return implement(contract.calls.setDisposition).handler(({ input }) =>
      this.remarks.setDisposition(actor, input.callId, input.dispositionId),
    )
  }

  @Implement(contract.calls.dispositions)
  dispositions(@CurrentActor() actor: Actor) {
    return implement(contract.calls.dispositions).handler(() => this.remarks.dispositions(actor))
  }
}
