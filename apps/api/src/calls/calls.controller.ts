import { contract } from '@callfloor/contracts'
import { Controller } from '@nestjs/common'
import { Implement, implement } from '@orpc/nest'
import { type Actor, CurrentActor } from '../http/actor.ts'
import { CallLog } from './call-log.service.ts'
import { Remarks } from './remarks.service.ts'

const { calls } = contract

@Controller()
export class CallsController {
  constructor(
    private readonly log: CallLog,
    private readonly remarks: Remarks,
  ) {}

  @Implement(calls.list)
  list(@CurrentActor() actor: Actor) {
    return implement(calls.list).handler(({ input }) => this.log.list(actor, input))
  }

  @Implement(calls.get)
  get(@CurrentActor() actor: Actor) {
    return implement(calls.get).handler(({ input }) => this.log.get(actor, input.callId))
  }

  @Implement(calls.saveNote)
  saveNote(@CurrentActor() actor: Actor) {
    return implement(calls.saveNote).handler(({ input }) =>
      this.remarks.saveNote(actor, input.callId, input.text),
    )
  }

  @Implement(calls.setDisposition)
  setDisposition(@CurrentActor() actor: Actor) {
    return implement(calls.setDisposition).handler(({ input }) =>
      this.remarks.setDisposition(actor, input.callId, input.dispositionId),
    )
  }

  @Implement(calls.dispositions)
  dispositions(@CurrentActor() actor: Actor) {
    return implement(calls.dispositions).handler(() => this.remarks.dispositions(actor))
  }
}
