import { setTimeout as sleep } from 'node:timers/promises'
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common'
import { Database } from '../db/database.ts'
import { CallMaker } from './call-maker.service.ts'
import { listPending, type Pending } from './pending.repository.ts'

const roundSize = 100
/** Made at once; a floor's worth of calls leaves most of the connections to people. */
const sideBySide = 2
/** Lines come in bursts: a call is made after a burst rather than after each line. */
const gatherMs = 200
/** How often what was put aside is looked at. */
const idleMs = 5_000
const longestBackoffMs = 5_000

/** Makes calls of pending conversations, as soon as there are any and for as long as there are. */
@Injectable()
export class PendingCalls implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(PendingCalls.name)
  #running: Promise<void> | undefined
  #wanted = false
  #closed = false
  #timer: NodeJS.Timeout | undefined
  #cut = new AbortController()

  constructor(
    private readonly database: Database,
    private readonly maker: CallMaker,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => this.wake(), idleMs)
    this.wake()
  }

  async onModuleDestroy(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    this.#cut.abort()
    await this.#running
  }

  wake(): void {
    this.#wanted = true
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
      // Wanted in the moment between the last look and now.
      if (this.#wanted && !this.#closed) this.wake()
    })
  }

  /** Makes all that is pending now; for a rebuild, and for who must know that it is done. */
  async drain(): Promise<number> {
    for (let made = 0; ; ) {
      const round = await this.#round()
      made += round
      if (round === 0) return made
    }
  }

  async #run(): Promise<void> {
    let backoffMs = 250
    while (this.#wanted && !this.#closed) {
      await this.#pause(gatherMs)
      this.#wanted = false
      try {
        while (!this.#closed && (await this.#round()) > 0) await this.#pause(gatherMs)
        backoffMs = 250
      } catch (error) {
        this.#logger.warn({ err: error }, 'the call log waits for the database')
        this.#wanted = true
        await this.#pause(backoffMs)
        backoffMs = Math.min(backoffMs * 2, longestBackoffMs)
      }
    }
  }

  async #round(): Promise<number> {
    const pending = await this.database.asSystem((tx) => listPending(tx, roundSize))
    const queue = [...pending]
    const worker = async () => {
      for (let next = queue.shift(); next && !this.#closed; next = queue.shift())
        await this.#make(next)
    }
    await Promise.all(Array.from({ length: sideBySide }, worker))
    return pending.length
  }

  #make(pending: Pending): Promise<void> {
    return this.maker.make(pending)
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#cut.signal }).catch(() => undefined)
  }
}
