import { spawn } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { readJson, writeWhole } from '../home/files.ts'
import { eventually } from '../home/wait.ts'

/**
 * A process of ours on disk. A pid alone may be another process by now: the start
 * time (clock ticks since boot, field 22 of /proc/PID/stat) and the boot id tell.
 */
export type ProcessRecord = {
  pid: number
  startTicks: string
  bootId: string
  /** Hash of what was started; another hash means another configuration. */
  hash: string
  startedAt: string
}

const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()

// The command name in field 2 may hold spaces and brackets: count from its end.
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

/** The start time of a living process in clock ticks since boot; a zombie is not living. */
export function startTicksOf(pid: number): string | undefined {
  const fields = statFields(pid)
  return !fields || fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
}

/** Whether the recorded process is still that process, and running. */
export const isRunning = (record: ProcessRecord): boolean =>
  record.bootId === bootId() && startTicksOf(record.pid) === record.startTicks

/** A record of a process that runs now. */
export function recordOf(pid: number, hash: string): ProcessRecord | undefined {
  const startTicks = startTicksOf(pid)
  if (startTicks === undefined) return undefined
  return { pid, startTicks, bootId: bootId(), hash, startedAt: new Date().toISOString() }
}

/** The living process a pid file speaks of; a stale file counts as none. */
export function readProcess(path: string): ProcessRecord | undefined {
  const record = readJson(path) as ProcessRecord | undefined
  return record?.pid && isRunning(record) ? record : undefined
}

export const writeProcess = (path: string, record: ProcessRecord): void =>
  writeWhole(path, `${JSON.stringify(record)}\n`)

export const forgetProcess = (path: string): void => rmSync(path, { force: true })

/** Sends a signal to a process if it is still the recorded one. Returns whether it was. */
export function signalProcess(record: ProcessRecord, signal: NodeJS.Signals): boolean {
  if (!isRunning(record)) return false
  try {
    process.kill(record.pid, signal)
    return true
  } catch {
    return false
  }
}

/** The process and all that came from it, parents before children. */
export function familyOf(pid: number): number[] {
  const parents = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    const child = Number(name)
    const parent = Number.isInteger(child) ? Number(statFields(child)?.[1]) : Number.NaN
    if (!Number.isNaN(parent)) parents.set(parent, [...(parents.get(parent) ?? []), child])
  }
  const family = [pid]
  for (const member of family) family.push(...(parents.get(member) ?? []))
  return family
}

/** Sends a signal to a process and everything below it. */
export function signalFamily(record: ProcessRecord, signal: NodeJS.Signals): void {
  if (!isRunning(record)) return
  for (const pid of familyOf(record.pid)) {
    try {
      process.kill(pid, signal)
    } catch {
      // Gone in between.
    }
  }
}

/**
 * Ends a process: the polite signal first, SIGKILL to its whole family after
 * `graceMs`. Returns once it is gone.
 */
export async function endProcess(
  record: ProcessRecord,
  polite: NodeJS.Signals,
  graceMs: number,
): Promise<void> {
  if (!signalProcess(record, polite)) return
  // A stopped process would keep the signal pending for ever.
  signalFamily(record, 'SIGCONT')
  const gone = () => {
    if (isRunning(record)) throw new Error(`process ${record.pid} does not end`)
  }
  try {
    await eventually(gone, { timeoutMs: graceMs, everyMs: 20 })
  } catch {
    signalFamily(record, 'SIGKILL')
    await eventually(gone, { timeoutMs: 10_000, everyMs: 20 })
  }
}

export type Launch = {
  argv: string[]
  env: Record<string, string>
  cwd: string
  /** File that takes stdout and stderr, appended to. */
  logFile: string
}

/**
 * Starts a process in a session of its own, with its output in a file, so that it
 * outlives this one. Calls `onExit` when it ends while this process lives.
 */
export function launch({ argv, env, cwd, logFile }: Launch, onExit: (how: string) => void): number {
  const [file = '', ...args] = argv
  const log = openSync(logFile, 'a', 0o640)
  try {
    const child = spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', log, log] })
    child.once('error', (error) => onExit(error.message))
    child.once('exit', (code, signal) =>
      onExit(signal ? `ended by ${signal}` : `exit code ${code}`),
    )
    child.unref()
    return child.pid ?? -1
  } finally {
    closeSync(log)
  }
}
