import { randomUUID } from 'node:crypto'
import type { LiveEvent, LiveMessage, LiveSnapshot, LiveState } from '@callfloor/contracts'
import type { AgentId, TenantId } from '@callfloor/domain'

/** Who reads: everybody who may see a tenant's floor shares one stream, an agent has their own. */
export type StreamName = `floor:${string}` | `agent:${string}`
export const floorStream = (tenantId: TenantId): StreamName => `floor:${tenantId}`
export const agentStream = (agentId: AgentId): StreamName => `agent:${agentId}`

/**
 * Numbered streams of live events. A stream's numbers grow by one without a gap within one epoch,
 * so that a reader who missed one knows it and asks for a snapshot.
 */
export class Streams {
  /** One run of this process: numbers of another run are not to be compared. */
  readonly epoch = randomUUID()
  readonly #seqs = new Map<StreamName, number>()
  readonly #deliver: (stream: StreamName, message: LiveMessage) => void

  constructor(deliver: (stream: StreamName, message: LiveMessage) => void) {
    this.#deliver = deliver
  }

  publish(stream: StreamName, event: LiveEvent): void {
    const seq = (this.#seqs.get(stream) ?? 0) + 1
    this.#seqs.set(stream, seq)
    this.#deliver(stream, { epoch: this.epoch, seq, at: new Date().toISOString(), event })
  }

  /** The state as of the last number given out; taken in one turn with it, so that none is missed. */
  snapshot(stream: StreamName, state: LiveState): LiveSnapshot {
    const seq = this.#seqs.get(stream) ?? 0
    return { epoch: this.epoch, seq, at: new Date().toISOString(), state }
  }
}
