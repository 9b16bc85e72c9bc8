import { join } from 'node:path'
import { readJson, writeWhole } from '../home/files.ts'
import { Keeper } from './keeper.ts'
import type { Part, PartName, PartReport } from './part.ts'

/** What `status` shows, kept on disk by the running supervisor. */
export type StackState = {
  url: string
  demo: boolean
  /** Pid of the supervisor that wrote this; it may be gone. */
  supervisor: number
  parts: Partial<Record<PartName, PartReport>>
}

/** One line of progress: a part came up, or failed to. */
export type Progress = { part: string; what: string; ms: number }

export type SupervisorOptions = {
  parts: Part[]
  runFolder: string
  logFolder: string
  stateFile: string
  url: string
  demo: boolean
  onProgress?(progress: Progress): void
}

/** The state file of a home, if there is one. */
export const readState = (stateFile: string): StackState | undefined =>
  readJson(stateFile) as StackState | undefined

/**
 * Runs the parts of a stack: each starts as soon as those it needs are healthy, is
 * then kept by its own keeper, and no restart of one touches another.
 */
export class Supervisor {
  readonly #options: SupervisorOptions
  readonly #keepers: Map<PartName, Keeper>

  constructor(options: SupervisorOptions) {
    this.#options = options
    this.#keepers = new Map(
      options.parts.map((part) => [
        part.name,
        new Keeper({
          part,
          runFolder: options.runFolder,
          logFile: join(options.logFolder, `${part.name}.log`),
          onChange: () => this.#writeState(),
        }),
      ]),
    )
  }

  get state(): StackState {
    const parts: StackState['parts'] = {}
    for (const [name, keeper] of this.#keepers) parts[name] = keeper.report
    const { url, demo } = this.#options
    return { url, demo, supervisor: process.pid, parts }
  }

  /** Starts or adopts every part. On a failure nothing is stopped: the caller decides. */
  async start(): Promise<void> {
    const started = new Map<PartName, Promise<void>>()
    const begin = (part: Part): Promise<void> => {
      const under = started.get(part.name)
      if (under) return under
      const run = async () => {
        const needed = this.#options.parts.filter(({ name }) => part.needs.includes(name))
        await Promise.all(needed.map(begin))
        const from = performance.now()
        const how = await this.#keepers.get(part.name)?.start()
        const what = `${part.version} ${how === 'adopted' ? 'was running' : 'ready'} at ${part.address}`
        this.#options.onProgress?.({ part: part.name, what, ms: performance.now() - from })
      }
      const promise = run()
      started.set(part.name, promise)
      return promise
    }
    const results = await Promise.allSettled(this.#options.parts.map(begin))
    this.#writeState()
    const failed = results.find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
  }

  /** Stops every part, the last started first; parts of the same rank together. */
  async stop(): Promise<void> {
    for (const rank of [['edge', 'web'], ['api'], ['pstn', 'asterisk'], ['postgres']] as const) {
      await Promise.all(rank.map((name) => this.#keepers.get(name)?.stop()))
    }
  }

  /** Stops watching and leaves every process running. */
  async release(): Promise<void> {
    await Promise.all([...this.#keepers.values()].map((keeper) => keeper.release()))
  }

  #writeState(): void {
    writeWhole(this.#options.stateFile, `${JSON.stringify(this.state, null, 2)}\n`)
  }
}
