import { join } from 'node:path'
import type { Home } from '../home/paths.ts'
import { findSupervisor } from '../supervisor/lock.ts'
import { partNames } from '../supervisor/part.ts'
import { endProcess, forgetProcess, readProcess } from '../supervisor/process.ts'
import { say } from './output.ts'

/** Stops the supervisor, and then whatever a dead supervisor left running. Returns whether there was anything. */
export async function stopAll(home: Home): Promise<boolean> {
  let found = false
  const supervisor = findSupervisor(home.run)
  if (supervisor) {
    found = true
    await endProcess(supervisor, 'SIGTERM', 45_000)
  }
  for (const name of [...partNames].reverse()) {
    const pidFile = join(home.run, `${name}.pid.json`)
    const record = readProcess(pidFile)
    if (record) {
      found = true
      await endProcess(record, name === 'postgres' ? 'SIGINT' : 'SIGTERM', 10_000)
    }
    forgetProcess(pidFile)
  }
  return found
}

/** `down`. */
export async function down(home: Home): Promise<void> {
  say((await stopAll(home)) ? 'Callfloor is stopped.' : 'Callfloor was not running.')
}
