import type { Translated } from '@callfloor/asterisk'
import {
  type Call,
  type CallEvent,
  type CallFact,
  type CallId,
  type LegId,
  type LinkedId,
  type NodeName,
  reduceCall,
  startCall,
  type TenantId,
} from '@callfloor/domain'

/** A call that is going on, and whose it is. */
export type FloorCall = { tenantId: TenantId; call: Call }

/** What an event made of the floor. `before` is null for a call that began. */
export type FloorChange = {
  tenantId: TenantId
  before: Call | null
  call: Call
  facts: readonly CallFact[]
}

/**
 * The calls of one node that are going on, in memory. Asterisk drives it; the record is made
 * elsewhere and heals it. A call leaves the floor when it ends.
 */
export class Floor {
  readonly #node: NodeName
  readonly #calls = new Map<LinkedId, FloorCall>()
  readonly #byId = new Map<CallId, LinkedId>()
  readonly #legs = new Map<LegId, LinkedId>()

  constructor(node: NodeName) {
    this.#node = node
  }

  /** Applies one event; null where it changed nothing or belongs to no tenant. */
  apply({ linkedId, tenantId, event }: Translated): FloorChange | null {
    const own = 'legId' in event ? this.#legs.get(event.legId) : undefined
    const known = this.#calls.get(own ?? linkedId)
    if (!known) return event.type === 'legStarted' ? this.#start(tenantId, event) : null
    const { call, facts } = reduceCall(known.call, event)
    if (call === known.call) return null
    this.#keep(known.tenantId, call)
    return { tenantId: known.tenantId, before: known.call, call, facts }
  }

  /** Puts a call on the floor as the record or a snapshot knows it. */
  place(tenantId: TenantId, call: Call): FloorChange {
    const before = this.#calls.get(call.linkedId)?.call ?? null
    this.#keep(tenantId, call)
    return { tenantId, before, call, facts: [] }
  }

  find(callId: CallId): FloorCall | undefined {
    const linkedId = this.#byId.get(callId)
    return linkedId === undefined ? undefined : this.#calls.get(linkedId)
  }

  findByLeg(legId: LegId): FloorCall | undefined {
    const linkedId = this.#legs.get(legId)
    return linkedId === undefined ? undefined : this.#calls.get(linkedId)
  }

  all(): Iterable<FloorCall> {
    return this.#calls.values()
  }

  of(tenantId: TenantId): Call[] {
    return [...this.#calls.values()].filter((c) => c.tenantId === tenantId).map((c) => c.call)
  }

  get size(): number {
    return this.#calls.size
  }

  #start(tenantId: TenantId, event: CallEvent & { type: 'legStarted' }): FloorChange | null {
    if (tenantId === '') return null
    const { call, facts } = startCall(this.#node, event)
    this.#keep(tenantId, call)
    return { tenantId, before: null, call, facts }
  }

  #keep(tenantId: TenantId, call: Call): void {
    if (call.state === 'ended') {
      this.#calls.delete(call.linkedId)
      this.#byId.delete(call.id)
      for (const leg of call.legs) this.#legs.delete(leg.id)
      return
    }
    this.#calls.set(call.linkedId, { tenantId, call })
    this.#byId.set(call.id, call.linkedId)
    for (const leg of call.legs) if (!this.#legs.has(leg.id)) this.#legs.set(leg.id, call.linkedId)
  }
}
