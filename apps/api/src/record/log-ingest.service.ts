import { setTimeout as sleep } from 'node:timers/promises'
import { createLogTail, isAsteriskError, type LogBatch, type LogTail } from '@callfloor/asterisk'
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common'
import { Database } from '../db/database.ts'
import { Env } from '../env.ts'
import { findLogFile } from './log-file.ts'
import {
  findConversations,
  findOpenConversations,
  findPosition,
  insertLines,
  savePosition,
} from './log-lines.repository.ts'
import { type LogFile, rowOf } from './log-row.ts'
import { markPending } from './pending.repository.ts'
import { PendingCalls } from './pending-calls.service.ts'

const retryMs = 1_000
/** Asterisk writes line by line: what comes within this time is stored together. */
const gatherMs = 50

/**
 * Follows Asterisk's own log files into log_lines. Lines, the place they were read to and the
 * conversations they touch are stored in one transaction: whatever dies, each line is there once.
 * While the database is away the files wait; nothing is held in memory but one batch each.
 */
@Injectable()
export class LogIngest implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(LogIngest.name)
  readonly #tails: LogTail[] = []
  readonly #stop = new AbortController()
  #opening: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly database: Database,
    private readonly env: Env,
    private readonly calls: PendingCalls,
  ) {}

  onApplicationBootstrap(): void {
    this.#opening = Promise.all([this.#follow('cel'), this.#follow('queue_log')])
  }

  async onModuleDestroy(): Promise<void> {
    this.#stop.abort()
    await Promise.all(this.#tails.map((tail) => tail.close()))
  }

  /** Resolves when both files are open and what they held is stored; not before they exist. */
  async caughtUp(): Promise<void> {
    await this.#opening
    await this.sync()
  }

  /** Reads all there is now; resolves when it is stored. */
  async sync(): Promise<void> {
    await Promise.all(this.#tails.map((tail) => tail.sync()))
  }

  async #follow(file: LogFile): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      try {
        const path = await findLogFile(this.env.ASTERISK_LOG_DIR, file)
        if (path !== null) {
          const from = await this.database.asSystem((tx) =>
            findPosition(tx, this.env.NODE_NAME, file),
          )
          if (!signal.aborted) this.#start(file, path, from)
          return
        }
      } catch (error) {
        this.#logger.warn({ err: error, file }, 'the place in a log file is not known yet')
      }
      await sleep(retryMs, undefined, { signal }).catch(() => undefined)
    }
  }

  #start(file: LogFile, path: string, from: Awaited<ReturnType<typeof findPosition>>): void {
    const tail = createLogTail({
      path,
      from,
      onLines: async (batch) => {
        // First the screens: the same burst comes by AMI, and storing would hold it up.
        await sleep(gatherMs, undefined, { signal: this.#stop.signal }).catch(() => undefined)
        await this.store(file, batch)
      },
      onProblem: (error) => this.#complain(file, error),
    })
    this.#tails.push(tail)
    tail.start()
  }

  /** One batch of a file; after it the calls it tells of are made. */
  async store(file: LogFile, { generation, lines, next }: LogBatch): Promise<void> {
    const node = this.env.NODE_NAME
    const read = lines.map((line) => rowOf(file, { node, generation }, line))
    for (const { row, problem } of read) {
      if (problem)
        this.#logger.warn(
          { err: problem, file, offset: row.byte_offset },
          'a log line could not be read',
        )
    }
    const rows = read.map(({ row }) => row)
    await this.database.asSystem(async (tx) => {
      await insertLines(tx, rows)
      await savePosition(tx, node, file, next)
      const channels = [...new Set(rows.flatMap((row) => row.unique_id || []))]
      const linkedIds = file === 'cel' ? rows.flatMap((row) => row.linked_id ?? []) : []
      const touched = file === 'queue_log' ? await findConversations(tx, node, channels) : []
      const started = file === 'queue_log' && rows.some((row) => row.unique_id === null)
      const open = started ? await findOpenConversations(tx, node) : []
      await markPending(tx, node, [...linkedIds, ...touched, ...open])
    })
    this.calls.wake()
  }

  #complain(file: LogFile, error: unknown): void {
    if (isAsteriskError(error, 'logGenerationLost')) {
      this.#logger.error({ err: error, file }, 'lines of a log may be missing from the record')
      return
    }
    this.#logger.warn({ err: error, file }, 'a log is read on in a moment')
  }
}
