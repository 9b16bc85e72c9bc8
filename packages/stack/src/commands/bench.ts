import { spawn } from 'node:child_process'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { StackError } from '../home/errors.ts'
import { type Home, homeAt, projectRoot } from '../home/paths.ts'
import { findSupervisor } from '../supervisor/lock.ts'
import { stopAll } from './down.ts'

/** The benches there are: one file of bench/ each. */
export const benchNames = (): string[] =>
  readdirSync(join(projectRoot, 'bench'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => name.slice(0, -3))

/**
 * `bench [NAME]`: runs bench/<name>.ts, or every one, each on an empty stack of its own below
 * `<home>/bench`; with `json` each prints one JSON line. Throws StackError `unknownBench`,
 * `benchRunning`.
 */
export async function bench(home: Home, name: string | undefined, json: boolean): Promise<void> {
  const root = join(home.root, 'bench')
  const homes = ['stack', 'bare'].map((each) => homeAt(join(root, each), home.downloads))
  for (const each of name === undefined ? benchNames() : [name]) {
    const file = join(projectRoot, 'bench', `${each}.ts`)
    if (!/^[a-z-]+$/.test(each) || !existsSync(file)) {
      throw new StackError(
        'unknownBench',
        `There is no bench "${each}". Benches: ${benchNames().join(', ') || 'none yet'}.`,
      )
    }
    if (homes.some(({ run }) => findSupervisor(run))) {
      throw new StackError(
        'benchRunning',
        'Another bench is running, and two at once measure each other. Let it finish first.',
      )
    }
    // An earlier run may have died: what it left would be measured too.
    for (const stack of homes) await stopAll(stack)
    rmSync(root, { recursive: true, force: true })
    const env = { ...process.env, CALLFLOOR_HOME: home.root, BENCH_HOME: root }
    const argv = [file, ...(json ? ['--json'] : [])]
    const child = spawn(process.execPath, argv, { stdio: 'inherit', env })
    // Ctrl-C reaches the bench by itself; it puts away what it started, and then we go.
    const wait = (signal: NodeJS.Signals) => void (signal === 'SIGTERM' && child.kill(signal))
    process.on('SIGINT', wait).on('SIGTERM', wait)
    const code = await new Promise<number>((resolve) =>
      child.once('exit', (exit) => resolve(exit ?? 1)),
    )
    process.off('SIGINT', wait).off('SIGTERM', wait)
    for (const stack of homes) await stopAll(stack)
    if (code !== 0) process.exitCode = code
    if (code === interrupted) return
  }
}

const interrupted = 130
