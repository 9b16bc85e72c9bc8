import { setTimeout as sleep } from 'node:timers/promises'
import type { Translated } from '@callfloor/asterisk'
import type { AgentId, Call, CallFact, LegId, TenantId } from '@callfloor/domain'
import { Injectable } from '@nestjs/common'
import { Env } from '../env.ts'
import { Floor, type FloorChange } from './floor.ts'

export type TelephonyChange =
  | {
      type: 'call'
      tenantId: TenantId
      before: Call | null
      call: Call
      facts: readonly CallFact[]
    }
  | { type: 'registration'; agentId: AgentId; registered: boolean }
  | { type: 'link' }

/** What Asterisk last said: the calls going on, whose softphone is registered, whether we hear it. */
@Injectable()
export class TelephonyState {
  readonly floor: Floor
  link: 'up' | 'down' = 'down'
  readonly #known = Promise.withResolvers<void>()
  readonly #registered = new Set<AgentId>()
  /** Legs of calls that ended in the last minute: what a late snapshot may still list. */
  readonly #ended = new Map<LegId, number>()
  readonly #listeners: ((change: TelephonyChange) => void)[] = []

  constructor(env: Env) {
    this.floor = new Floor(env.NODE_NAME)
  }

  /** Resolves when the floor was first held against Asterisk, or after `withinMs` without it. */
  async whenKnown(withinMs: number): Promise<void> {
    await Promise.race([this.#known.promise, sleep(withinMs, undefined, { ref: false })])
  }

  /** Listeners are called in the order they came, within the turn of the change. */
  onChange(listener: (change: TelephonyChange) => void): void {
    this.#listeners.push(listener)
  }

  isRegistered(agentId: AgentId): boolean {
    return this.#registered.has(agentId)
  }

  registeredAgents(): ReadonlySet<AgentId> {
    return this.#registered
  }

  apply(addressed: Translated): void {
    this.#publish(this.floor.apply(addressed))
  }

  place(tenantId: TenantId, call: Call): void {
    this.#publish(this.floor.place(tenantId, call))
  }

  setRegistered(agentId: AgentId, registered: boolean): void {
    if (this.#registered.has(agentId) === registered) return
    if (registered) this.#registered.add(agentId)
    else this.#registered.delete(agentId)
    this.#tell({ type: 'registration', agentId, registered })
  }

  setLink(link: 'up' | 'down'): void {
    if (this.link === link) return
    this.link = link
    if (link === 'up') this.#known.resolve()
    this.#tell({ type: 'link' })
  }

  hasJustEnded(legId: LegId): boolean {
    return this.#ended.has(legId)
  }

  #publish(change: FloorChange | null): void {
    if (!change) return
    if (change.call.state === 'ended') this.#remember(change.call)
    this.#tell({ type: 'call', ...change })
  }

  #remember(call: Call): void {
    const now = Date.now()
    for (const [legId, at] of this.#ended) {
      if (at > now - 60_000) break
      this.#ended.delete(legId)
    }
    for (const leg of call.legs) this.#ended.set(leg.id, now)
  }

  #tell(change: TelephonyChange): void {
    for (const listener of this.#listeners) listener(change)
  }
}
