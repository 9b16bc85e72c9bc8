import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runConsole } from './asterisk/control.ts'
import { StackError } from './home/errors.ts'
import { readJson, writeWhole } from './home/files.ts'
import type { Home } from './home/paths.ts'
import { eventually } from './home/wait.ts'
import { nodeName, type Plan } from './plan.ts'
import { connectPstn, type Pstn } from './pstn/carrier.ts'
import type { PartName } from './supervisor/part.ts'
import { readProcess, signalFamily, signalProcess } from './supervisor/process.ts'
import { readState, type StackState } from './supervisor/supervisor.ts'

/** Handles on a running stack, for tests and benches. */
export type Stack = {
  url: string
  databaseUrl: string
  /** What each part is doing now. */
  parts(): StackState['parts']
  pstn: Pstn
  asterisk: {
    /** Where AMI, ARI and the files of Callfloor's own Asterisk are. */
    ami: { host: string; port: number; user: string; secret: string }
    ari: { url: string; user: string; secret: string }
    sip: { host: string; port: number }
    nodeName: string
    folders: { log: string; spool: string; generated: string }
    /** Runs a console command and returns what it printed. */
    cli(command: string): Promise<string>
  }
  /** Sends a signal to a part's process. Its keeper reacts as to any accident. */
  kill(part: PartName, signal?: NodeJS.Signals): void
  /** Stops a part and keeps it stopped until `startPart`. */
  stopPart(part: PartName): Promise<void>
  /** Lets a stopped part start; resolves when it is healthy. */
  startPart(part: PartName): Promise<void>
  /** Freezes a part with all its processes (SIGSTOP); its watchdog looks away until `thaw`. */
  freeze(part: PartName): Promise<void>
  thaw(part: PartName): Promise<void>
  /** Resolves when a part is healthy, in a process other than `notPid`. */
  healthy(part: PartName, options?: { notPid?: number | null; timeoutMs?: number }): Promise<void>
}

/** What `openStack` needs to know; written beside the state for processes that join later. */
export type Access = Pick<
  Plan,
  'home' | 'url' | 'demo' | 'ports' | 'secrets' | 'runtime' | 'databaseUrl' | 'sipHost'
>

const accessFile = (home: Home) => join(home.run, 'access.json')

/** Writes down, for the owner only, how to reach the stack. */
export function writeAccess({
  home,
  url,
  demo,
  ports,
  secrets,
  runtime,
  databaseUrl,
  sipHost,
}: Plan): void {
  const access: Access = { home, url, demo, ports, secrets, runtime, databaseUrl, sipHost }
  writeWhole(accessFile(home), JSON.stringify(access), 0o600)
}

/** How to reach the stack of a home that was started before. Throws StackError `notStarted`. */
export function readAccess(home: Home): Access {
  const access = readJson(accessFile(home)) as Access | undefined
  if (!access) {
    throw new StackError('notStarted', 'Callfloor is not running. Start it with: ./callfloor up')
  }
  return access
}

/** Opens handles on a running stack. */
export async function openStack(plan: Access): Promise<Stack & { close(): Promise<void> }> {
  const { home, ports, secrets } = plan
  const pidFile = (part: PartName) => join(home.run, `${part}.pid.json`)
  const mark = (part: PartName, kind: 'stop' | 'hold') => join(home.run, `${part}.${kind}`)
  const parts = () => readState(home.state)?.parts ?? {}
  const living = (part: PartName) => {
    const record = readProcess(pidFile(part))
    if (!record) throw new StackError('partAway', `${part} is not running.`)
    return record
  }
  const reaches = (part: PartName, state: string, timeoutMs: number) =>
    eventually(
      () => {
        const now = parts()[part]?.state
        if (now !== state) throw new StackError('partState', `${part} is ${now}, not ${state}.`)
      },
      { timeoutMs },
    )
  // The simulator may be left out of a stack made for a test.
  const pstn =
    plan.demo && parts().pstn
      ? await connectPstn({ amiPort: ports.pstnAmi, secret: secrets.pstnAmi, folders: home.pstn })
      : noPstn
  const healthy: Stack['healthy'] = (part, options = {}) =>
    eventually(
      () => {
        const report = parts()[part]
        if (report?.state !== 'healthy' || report.pid === (options.notPid ?? -1)) {
          throw new StackError('partState', `${part} is ${report?.state} (pid ${report?.pid}).`)
        }
        living(part)
      },
      { timeoutMs: options.timeoutMs ?? 30_000 },
    )
  return {
    url: plan.url,
    databaseUrl: plan.databaseUrl,
    parts,
    pstn,
    asterisk: {
      ami: { host: '127.0.0.1', port: ports.ami, user: 'callfloor', secret: secrets.ami },
      ari: { url: `http://127.0.0.1:${ports.http}/ari`, user: 'callfloor', secret: secrets.ari },
      sip: { host: plan.sipHost, port: ports.main.sip },
      nodeName,
      folders: { log: home.asterisk.log, spool: home.asterisk.spool, generated: home.generated },
      cli: (command) => runConsole(plan.runtime, home.asterisk.etc, command),
    },
    kill(part, signal = 'SIGKILL') {
      signalProcess(living(part), signal)
    },
    async stopPart(part) {
      writeFileSync(mark(part, 'stop'), '')
      await reaches(part, 'stopped', 30_000)
    },
    async startPart(part) {
      rmSync(mark(part, 'stop'), { force: true })
      await healthy(part, { timeoutMs: 60_000 })
    },
    async freeze(part) {
      writeFileSync(mark(part, 'hold'), '')
      await reaches(part, 'held', 5_000)
      signalFamily(living(part), 'SIGSTOP')
    },
    async thaw(part) {
      signalFamily(living(part), 'SIGCONT')
      rmSync(mark(part, 'hold'), { force: true })
      await healthy(part)
    },
    healthy,
    close: () => pstn.close(),
  }
}

const noPstn: Pstn = {
  placeCall: () =>
    Promise.reject(
      new StackError('noPstn', 'The simulated telephone network runs only with the demo on.'),
    ),
  collected: () => [],
  close: async () => {},
}
