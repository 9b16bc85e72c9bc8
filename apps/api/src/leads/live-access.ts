import { Injectable } from '@nestjs/common'
import type { Actor } from '../http/actor.ts'

export type MayReadLead = (actor: Actor, leadId: string) => boolean

/**
 * Whether somebody may read a lead because of the call they are on or wrapping up. What knows the
 * live calls says so through {@link answerWith}; until then nobody may.
 */
@Injectable()
export class LiveAccess {
  private answer: MayReadLead = () => false

  answerWith(answer: MayReadLead): void {
    this.answer = answer
  }

  mayReadLead(actor: Actor, leadId: string): boolean {
    return this.answer(actor, leadId)
  }
}
