import { agentInterface } from '@callfloor/asterisk'
import { type AgentId, desiredPauseOf, type QueueId } from '@callfloor/domain'
import { Injectable, Logger } from '@nestjs/common'
import { Ami } from '../telephony/ami.service.ts'
import { Directory } from '../telephony/directory.service.ts'
import { AgentSessions } from './agent-sessions.service.ts'

/** An agent's seat in a queue as it stands in Asterisk. */
export type Seat = { queueId: QueueId; agentId: AgentId; paused: boolean; reason: string }

/**
 * Keeps the agents' seats in Asterisk as their sessions want them: seated while logged in, paused
 * unless ready. What is wanted is compared with what Asterisk last said, so that a change that got
 * lost is made again by the reconciler.
 */
@Injectable()
export class Seats {
  readonly #seats = new Map<string, Seat>()
  readonly #running = new Map<AgentId, Promise<void>>()
  readonly #logger = new Logger(Seats.name)

  constructor(
    private readonly ami: Ami,
    private readonly directory: Directory,
    private readonly sessions: AgentSessions,
  ) {
    sessions.onChange((agentId) => void this.sync(agentId))
  }

  /** Replaces all that is known by Asterisk's own list. */
  reset(seats: readonly Seat[]): void {
    this.#seats.clear()
    for (const seat of seats) this.#seats.set(keyOf(seat), seat)
  }

  seated(seat: Seat): void {
    this.#seats.set(keyOf(seat), seat)
  }

  unseated(seat: Pick<Seat, 'queueId' | 'agentId'>): void {
    this.#seats.delete(keyOf(seat))
  }

  /** Brings one agent's seats in line; calls for the same agent follow each other. */
  sync(agentId: AgentId): Promise<void> {
    const before = this.#running.get(agentId) ?? Promise.resolve()
    const run = before
      .then(() => this.#sync(agentId))
      .catch((error: unknown) => {
        this.#logger.warn(
          { agentId, err: error },
          'seats not in line yet; the reconciler tries again',
        )
      })
    this.#running.set(agentId, run)
    void run.finally(() => {
      if (this.#running.get(agentId) === run) this.#running.delete(agentId)
    })
    return run
  }

  /** Brings every agent's seats in line, also those who are not logged in and should have none. */
  async syncAll(): Promise<void> {
    const agentIds = new Set([...this.#seats.values()].map((seat) => seat.agentId))
    for (const { session } of this.sessions.all()) agentIds.add(session.agentId)
    await Promise.all([...agentIds].map((agentId) => this.sync(agentId)))
  }

  async #sync(agentId: AgentId): Promise<void> {
    if (!this.ami.isUp) return
    const wanted = this.#wanted(agentId)
    const member = agentInterface(agentId)
    const current = [...this.#seats.values()].filter((seat) => seat.agentId === agentId)
    for (const seat of current) {
      if (wanted.some((w) => w.queueId === seat.queueId)) continue
      await this.ami.actions.queueRemove(seat.queueId, member)
      this.unseated(seat)
    }
    for (const seat of wanted) {
      const now = this.#seats.get(keyOf(seat))
      if (!now) {
        await this.ami.actions.queueAdd({
          queue: seat.queueId,
          interface: member,
          penalty: seat.penalty,
          paused: seat.paused,
          reason: seat.reason,
        })
      } else if (now.paused !== seat.paused || (seat.paused && now.reason !== seat.reason)) {
        await this.ami.actions.queuePause({
          queue: seat.queueId,
          interface: member,
          paused: seat.paused,
          reason: seat.reason,
        })
      } else continue
      this.seated(seat)
    }
  }

  #wanted(agentId: AgentId): (Seat & { penalty: number })[] {
    const open = this.sessions.find(agentId)
    if (!open) return []
    const { paused, reason } = desiredPauseOf(open.session)
    return (this.directory.agents.get(agentId)?.queueIds ?? []).map((queueId) => ({
      queueId,
      agentId,
      paused,
      reason,
      penalty: this.#penaltyOf(queueId, agentId),
    }))
  }

  #penaltyOf(queueId: QueueId, agentId: AgentId): number {
    const members = this.directory.queues.get(queueId)?.members
    return members?.find((member) => member.agentId === agentId)?.penalty ?? 0
  }
}

const keyOf = (seat: Pick<Seat, 'queueId' | 'agentId'>) => `${seat.queueId} ${seat.agentId}`
