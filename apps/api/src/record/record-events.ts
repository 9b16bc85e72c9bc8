import { EventEmitter } from 'node:events'
import type { AgentId, CallId, TenantId } from '@callfloor/domain'
import { Injectable } from '@nestjs/common'

/** The call log has this call, or has it more completely than before; already committed. */
export type CallRecorded = {
  tenantId: TenantId
  callId: CallId
  ended: boolean
  /** Who was rung or connected. */
  agentIds: readonly AgentId[]
}

/** Tells the rest of the process what the record has learnt. */
@Injectable()
export class RecordEvents {
  readonly #emitter = new EventEmitter<{ callRecorded: [CallRecorded] }>()

  onCallRecorded(listener: (recorded: CallRecorded) => void): void {
    this.#emitter.on('callRecorded', listener)
  }

  callRecorded(recorded: CallRecorded): void {
    this.#emitter.emit('callRecorded', recorded)
  }
}
