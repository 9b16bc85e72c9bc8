import type { AgentId } from '@callfloor/domain'
import { Injectable } from '@nestjs/common'

/** Which softphones' screens are connected now, and when each agent was last there. */
@Injectable()
export class Presence {
  readonly #connected = new Map<AgentId, Map<string, number>>()
  readonly #seenAt = new Map<AgentId, number>()

  /** A screen that holds `leaseId` connected; returns what to call when it goes. */
  connect(agentId: AgentId, leaseId: string): () => void {
    const leases = this.#connected.get(agentId) ?? new Map<string, number>()
    this.#connected.set(agentId, leases.set(leaseId, (leases.get(leaseId) ?? 0) + 1))
    this.seen(agentId)
    return () => {
      this.seen(agentId)
      const left = (leases.get(leaseId) ?? 1) - 1
      if (left > 0) leases.set(leaseId, left)
      else leases.delete(leaseId)
      if (leases.size === 0) this.#connected.delete(agentId)
    }
  }

  isConnected(agentId: AgentId, leaseId: string): boolean {
    return this.#connected.get(agentId)?.has(leaseId) ?? false
  }

  seen(agentId: AgentId): void {
    this.#seenAt.set(agentId, Date.now())
  }

  /** When the agent was last known to be there; undefined where this run never saw them. */
  lastSeen(agentId: AgentId): number | undefined {
    return this.#seenAt.get(agentId)
  }
}
