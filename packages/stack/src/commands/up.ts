import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { demoUsers } from '@callfloor/domain'
import { runConsole } from '../asterisk/control.ts'
import { StackError } from '../home/errors.ts'
import type { Home } from '../home/paths.ts'
import { ownFolder } from '../home/plain-user.ts'
import { eventually } from '../home/wait.ts'
import type { Settings } from '../settings/schema.ts'
import { runStack } from '../start.ts'
import { findSupervisor } from '../supervisor/lock.ts'
import { keepLogsShort } from '../supervisor/log-size.ts'
import { stopAll } from './down.ts'
import { progressLine, say, spoken } from './output.ts'
import { readStatus } from './status.ts'

export type UpOptions = { detach?: boolean; fresh?: boolean; loopbackMedia?: boolean }

const begun = performance.now()

/** The files calls are recorded from, below Asterisk's log folder. */
const recordFiles = ['queue_log', 'cel-custom/callfloor.log', 'cel_custom/callfloor.log']

/** Where to go and who can log in. */
function showWhereToGo(home: Home): void {
  const { url, users } = readStatus(home)
  say(`\nCallfloor is ready: ${url}`)
  if (users.length === 0) return
  say('\nDemo logins (password in the last column):')
  for (const { email, role, password } of demoUsers) {
    say(`  ${email.padEnd(24)} ${role.padEnd(11)} ${password}`)
  }
  if (url?.startsWith('https:')) {
    say('\n! Whoever reaches this address can sign in with these, also as the owner.')
    say('  Remove the demo in Settings before you work with real callers, or start with --no-demo.')
  }
  say('\nRing an agent:  ./callfloor call +12025550100 --play speech')
}

/** Removes what a stack made, but not what was downloaded for it. */
async function startFromNothing(home: Home): Promise<void> {
  await stopAll(home)
  for (const path of [home.data, home.run, home.logs, join(home.root, 'etc')]) {
    rmSync(path, { recursive: true, force: true })
  }
}

async function awaitHealthy(home: Home): Promise<void> {
  const check = () => {
    const status = readStatus(home)
    const sick = Object.entries(status.parts).find(([, part]) => part.state !== 'healthy')
    if (!status.healthy)
      throw new StackError(
        'notHealthy',
        sick ? `${sick[0]} is ${sick[1].state}` : 'nothing started',
      )
  }
  await eventually(check, { timeoutMs: 60_000, everyMs: 200 })
}

/** `up`: starts everything that is not running and, unless detached, stays with it. */
export async function up(home: Home, settings: Settings, options: UpOptions): Promise<void> {
  if (options.fresh) await startFromNothing(home)
  if (findSupervisor(home.run)) {
    await awaitHealthy(home)
    say('Callfloor was running already.')
    showWhereToGo(home)
    return
  }
  if (options.detach) return detach(home)
  const { plan, stop } = await runStack({
    home,
    settings,
    loopbackMedia: options.loopbackMedia ?? false,
    onProgress: (progress) => say(progressLine(progress)),
  })
  say(`✓ all ready in ${spoken(performance.now() - begun)}`)
  showWhereToGo(home)
  const logs = keepLogsShort({
    logs: [home.logs, home.asterisk.log, home.pstn.log],
    records: recordFiles.map((name) => join(home.asterisk.log, name)),
    reopen: () => runConsole(plan.runtime, home.asterisk.etc, 'logger reload'),
  })
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  // A second Ctrl-C leaves at once; what still runs is stopped or adopted by the next command.
  process.once('SIGINT', () => process.exit(130))
  logs.stop()
  say(`\nStopping (${signal}) …`)
  await stop()
  say('Stopped.')
}

/** Starts `up` in a session of its own and shows its progress until it is healthy. */
async function detach(home: Home): Promise<void> {
  ownFolder(home.logs, undefined, 0o755)
  const logFile = join(home.logs, 'supervisor.log')
  rmSync(logFile, { force: true })
  const log = openSync(logFile, 'a')
  const args = process.argv
    .slice(1)
    .filter((word) => word !== '--detach' && word !== '-d' && word !== '--fresh')
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  let exit: number | null | undefined
  child.once('exit', (code) => {
    exit = code
  })
  let shown = 0
  const show = (): string => {
    const text = readFileSync(logFile, 'utf8')
    process.stdout.write(text.slice(shown))
    shown = text.length
    return text
  }
  for (;;) {
    const text = show()
    if (text.includes('\nCallfloor is ready: ') && text.endsWith('\n')) break
    if (exit !== undefined) {
      throw new StackError(
        'startFailed',
        `Callfloor did not start (exit code ${exit}). Its words are above and in ${logFile}.`,
      )
    }
    await sleep(50)
  }
  await sleep(20)
  show()
  say('\nIt runs in the background. Stop it with: ./callfloor down')
}
