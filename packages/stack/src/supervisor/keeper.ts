import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf, StackError } from '../home/errors.ts'
import { readText } from '../home/files.ts'
import type { Part, PartReport, PartState } from './part.ts'
import {
  endProcess,
  forgetProcess,
  isRunning,
  launch,
  type ProcessRecord,
  readProcess,
  recordOf,
  signalFamily,
  writeProcess,
} from './process.ts'

/** Milliseconds. One place for every pace of the supervisor. */
export const pace = {
  lookEvery: 200,
  probeEvery: 2_000,
  probeTimeout: 3_000,
  failuresUntilKilled: 3,
  backoffFirst: 250,
  backoffMost: 10_000,
  calmAfter: 60_000,
}

export type KeeperOptions = {
  part: Part
  runFolder: string
  logFile: string
  onChange(report: PartReport): void
}

/** Where a part's log is and what stands at its end. */
function lastWords(logFile: string): string {
  const tail = (readText(logFile) ?? '').trimEnd().split('\n').slice(-6).join('\n')
  return `Its log, ${logFile}, ends:\n${tail}`
}

/** Before the n-th restart in a row (from 0): none, 250 ms, 500 ms … 10 s. */
export const backoffMs = (attempt: number): number =>
  attempt === 0 ? 0 : Math.min(pace.backoffMost, pace.backoffFirst * 2 ** (attempt - 1))

/**
 * Keeps one part running: adopts or starts it, restarts it when it dies or hangs,
 * and obeys the two marker files `<part>.stop` and `<part>.hold` in the run folder.
 */
export class Keeper {
  readonly #options: KeeperOptions
  readonly #pidFile: string
  #report: PartReport
  #process: ProcessRecord | undefined
  #exit = ''
  #closed = false
  #attempts = 0
  #loop: Promise<void> = Promise.resolve()

  constructor(options: KeeperOptions) {
    this.#options = options
    const { part, runFolder } = options
    this.#pidFile = join(runFolder, `${part.name}.pid.json`)
    this.#report = {
      state: 'stopped',
      version: part.version,
      pid: null,
      address: part.address,
      restarts: 0,
      reason: null,
    }
  }

  get report(): PartReport {
    return this.#report
  }

  /** Brings the part up for the first time and then keeps it. Throws when it does not start. */
  async start(): Promise<'adopted' | 'started'> {
    const how = (await this.#adopt()) ? 'adopted' : 'started'
    if (how === 'started') await this.#launchFirst()
    this.#loop = this.#keep()
    return how
  }

  // What a crash left (a port or shared memory not yet let go) is over after a moment.
  async #launchFirst(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#launchOnce()
      } catch (error) {
        if (attempt === 3 || !(error instanceof StackError) || error.code !== 'partDied')
          throw error
        await sleep(backoffMs(attempt + 1))
      }
    }
  }

  /** Stops watching and leaves the process running, for the next supervisor to adopt. */
  async release(): Promise<void> {
    this.#closed = true
    await this.#loop
  }

  /** Stops watching and ends the process. */
  async stop(): Promise<void> {
    await this.release()
    await this.#end()
    this.#set('stopped', null)
  }

  #marked(kind: 'stop' | 'hold'): boolean {
    return existsSync(join(this.#options.runFolder, `${this.#options.part.name}.${kind}`))
  }

  #set(state: PartState, reason: string | null): void {
    const before = this.#report
    const pid = this.#process?.pid ?? null
    if (before.state === state && before.pid === pid && before.reason === reason) return
    this.#report = { ...before, state, reason, pid }
    this.#options.onChange(this.#report)
  }

  #hash(): string {
    const { part } = this.#options
    const text = JSON.stringify([part.command(), part.fingerprint, part.version])
    return createHash('sha256').update(text).digest('hex').slice(0, 16)
  }

  async #probe(ask = this.#options.part.probe): Promise<void> {
    const signal = AbortSignal.timeout(pace.probeTimeout)
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () =>
        reject(new Error(`no answer within ${pace.probeTimeout / 1000} s`)),
      )
    })
    await Promise.race([ask(signal), late])
  }

  /** Takes over a process an earlier supervisor left, if it is the right one and answers. */
  async #adopt(): Promise<boolean> {
    const { part } = this.#options
    const orphan = part.findOrphan?.()
    const found =
      readProcess(this.#pidFile) ?? (orphan === undefined ? undefined : recordOf(orphan, 'lost'))
    if (!found) return false
    this.#process = found
    // A tool may have left it stopped; a healthy answer counts, not a flag.
    if (found.hash === this.#hash()) {
      try {
        await this.#probe()
        this.#set('healthy', null)
        await part.afterStart?.()
        return true
      } catch {
        // Hung: replaced below.
      }
    }
    await this.#end()
    return false
  }

  async #end(): Promise<void> {
    const { part } = this.#options
    if (this.#process) await endProcess(this.#process, part.stop.signal, part.stop.graceMs)
    this.#process = undefined
    forgetProcess(this.#pidFile)
  }

  /** One start: prepare, launch, wait for the first healthy answer. */
  async #launchOnce(): Promise<void> {
    const { part, logFile } = this.#options
    this.#set('starting', this.#report.reason)
    await part.prepare()
    this.#exit = ''
    const pid = launch({ ...part.command(), logFile }, (how) => {
      this.#exit = how
    })
    const record = recordOf(pid, this.#hash())
    if (!record) {
      await sleep(10)
      throw new StackError(
        'partDied',
        `${part.name} did not start: ${this.#exit || 'it ended at once'}.`,
      )
    }
    this.#process = record
    writeProcess(this.#pidFile, record)
    const until = performance.now() + part.startTimeoutMs
    for (;;) {
      try {
        await this.#probe(part.ready)
        break
      } catch (error) {
        if (!isRunning(record)) {
          this.#process = undefined
          throw new StackError(
            'partDied',
            `${part.name} ended while starting (${this.#exit}). ${lastWords(logFile)}`,
          )
        }
        if (performance.now() > until) {
          await this.#end()
          throw new StackError(
            'partSlow',
            `${part.name} did not get ready in ${part.startTimeoutMs / 1000} s (${messageOf(error)}). ${lastWords(logFile)}`,
          )
        }
        await sleep(40)
      }
    }
    this.#set('healthy', null)
    await part.afterStart?.()
  }

  async #keep(): Promise<void> {
    let failures = 0
    let probeAt = performance.now() + pace.probeEvery
    let healthySince = performance.now()
    while (!this.#closed) {
      await sleep(pace.lookEvery)
      if (this.#closed) return
      if (this.#marked('stop')) {
        await this.#end()
        this.#set('stopped', null)
        this.#attempts = 0
        continue
      }
      if (this.#marked('hold')) {
        this.#set('held', null)
        failures = 0
        continue
      }
      if (!this.#process || !isRunning(this.#process)) {
        await this.#revive(this.#process ? this.#exit || 'it died' : 'it was stopped')
        failures = 0
        healthySince = performance.now()
        probeAt = healthySince + pace.probeEvery
        continue
      }
      if (performance.now() < probeAt) continue
      try {
        await this.#probe()
        failures = 0
        if (performance.now() - healthySince > pace.calmAfter) this.#attempts = 0
        this.#set('healthy', null)
      } catch (error) {
        failures += 1
        healthySince = performance.now()
        this.#set('unhealthy', messageOf(error))
      }
      if (failures >= pace.failuresUntilKilled && !this.#marked('hold')) {
        signalFamily(this.#process, 'SIGKILL')
        this.#exit = `hung: ${this.#report.reason}`
      }
      probeAt = performance.now() + pace.probeEvery
    }
  }

  async #revive(why: string): Promise<void> {
    this.#process = undefined
    forgetProcess(this.#pidFile)
    const wait = backoffMs(this.#attempts)
    this.#attempts += 1
    this.#report = { ...this.#report, restarts: this.#report.restarts + 1 }
    this.#set('waiting', why)
    const until = performance.now() + wait
    while (performance.now() < until && !this.#closed) await sleep(50)
    if (this.#closed || this.#marked('stop')) return
    try {
      await this.#launchOnce()
    } catch (error) {
      this.#set('waiting', messageOf(error))
    }
  }
}
