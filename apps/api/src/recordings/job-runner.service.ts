import { setTimeout as sleep } from 'node:timers/promises'
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common'
import {
  Logger as GraphileLogger,
  type Logger as JobLogger,
  type Runner,
  run,
  type TaskList,
} from 'graphile-worker'
import { Database } from '../db/database.ts'
import { RecordingEncoder } from './recording-encoder.service.ts'
import { encodePayload, encodeTask, RecordingJobs } from './recording-jobs.service.ts'

const sweepTask = 'sweepRecordings'
const hourly = `0 * * * * ${sweepTask} ?jobKey=${sweepTask}`
const restartMs = 2_000
const longestStopMs = 5_000

/** Works off the jobs of the queue (graphile-worker), for as long as the process lives. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(JobRunner.name)
  readonly #stop = new AbortController()
  #runner: Runner | undefined

  constructor(
    private readonly database: Database,
    private readonly encoder: RecordingEncoder,
    private readonly jobs: RecordingJobs,
  ) {}

  onApplicationBootstrap(): void {
    void this.#work()
  }

  async onModuleDestroy(): Promise<void> {
    this.#stop.abort()
    const stopped = this.#runner?.stop().catch(() => undefined)
    // A database that hangs must not hold the process; the sweep finds what was under way.
    await Promise.race([stopped, sleep(longestStopMs, undefined, { ref: false })])
  }

  async #work(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      try {
        await this.jobs.sweep()
        if (signal.aborted) return
        this.#runner = await run({
          pgPool: this.database.pool,
          taskList: this.#tasks,
          crontab: hourly,
          // Encoding is the machine's spare time: calls come first.
          concurrency: 1,
          noHandleSignals: true,
          logger: this.#jobLogger(),
        })
        await this.#runner.promise
      } catch (error) {
        if (!signal.aborted) this.#logger.warn({ err: error }, 'jobs wait for the database')
      }
      await sleep(restartMs, undefined, { signal }).catch(() => undefined)
    }
  }

  readonly #tasks: TaskList = {
    [encodeTask]: async (payload, { job }) => {
      const { node, linkedId } = encodePayload.parse(payload)
      await this.encoder.encode(node, linkedId, job.attempts)
    },
    [sweepTask]: async () => {
      await this.jobs.sweep()
    },
  }

  #jobLogger(): JobLogger {
    return new GraphileLogger(() => (level, message, meta) => {
      if (level === 'error') this.#logger.warn({ ...meta }, message)
      else this.#logger.debug(message)
    })
  }
}
