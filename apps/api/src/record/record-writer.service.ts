import { setTimeout as sleep } from 'node:timers/promises'
import type { AmiNote } from '@callfloor/asterisk'
import type { Instant, LegId, LinkedId } from '@callfloor/domain'
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common'
import { Database } from '../db/database.ts'
import { Env } from '../env.ts'
import { insertLines } from './log-lines.repository.ts'
import { amiRow, type LogRow } from './log-row.ts'
import { markPending } from './pending.repository.ts'
import { PendingCalls } from './pending-calls.service.ts'

const mostKept = 10_000
const batchSize = 200
const longestBackoffMs = 5_000

/** What no log file tells: an event of a leg, or (`callCut`, without a leg) that a call is no more. */
export type AmiEvent =
  | { type: 'legHeld' | 'legResumed'; at: Instant; legId: LegId }
  | { type: 'callCut'; at: Instant }

/**
 * Takes into the record what only AMI says. Returns at once; while the database is away up to
 * 10,000 events are kept, and the oldest are let go after that.
 */
@Injectable()
export class RecordWriter implements OnModuleDestroy {
  readonly #logger = new Logger(RecordWriter.name)
  #kept: LogRow[] = []
  #running: Promise<void> | undefined
  readonly #stop = new AbortController()

  constructor(
    private readonly database: Database,
    private readonly env: Env,
    private readonly calls: PendingCalls,
  ) {}

  /** Adding the same event twice adds it once. */
  appendAmi(linkedId: LinkedId, event: AmiEvent): void {
    const legId = event.type === 'callCut' ? '' : event.legId
    const note: AmiNote = { type: event.type, legId, atMicros: event.at * 1000 }
    if (this.#kept.length >= mostKept) {
      this.#kept.shift()
      this.#logger.error('the database has been away too long: a hold is missing from the record')
    }
    this.#kept.push(amiRow(this.env.NODE_NAME, linkedId, note))
    this.#start()
  }

  /** Resolves when all that was appended is stored. */
  async settled(): Promise<void> {
    await this.#running
  }

  async onModuleDestroy(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  #start(): void {
    this.#running ??= this.#flush().finally(() => {
      this.#running = undefined
      // Appended in the moment between the last look and now.
      if (this.#kept.length > 0 && !this.#stop.signal.aborted) this.#start()
    })
  }

  async #flush(): Promise<void> {
    for (let backoffMs = 250; this.#kept.length > 0; ) {
      const batch = this.#kept.slice(0, batchSize)
      try {
        await this.#store(batch)
        const stored = new Set(batch)
        this.#kept = this.#kept.filter((row) => !stored.has(row))
        backoffMs = 250
        this.calls.wake()
      } catch (error) {
        this.#logger.warn({ err: error, kept: this.#kept.length }, 'events wait for the database')
        if (this.#stop.signal.aborted) return
        await sleep(backoffMs, undefined, { signal: this.#stop.signal }).catch(() => undefined)
        backoffMs = Math.min(backoffMs * 2, longestBackoffMs)
      }
    }
  }

  async #store(rows: readonly LogRow[]): Promise<void> {
    await this.database.asSystem(async (tx) => {
      await insertLines(tx, rows)
      await markPending(
        tx,
        this.env.NODE_NAME,
        rows.flatMap((row) => row.linked_id ?? []),
      )
    })
  }
}
