import { join } from 'node:path'
import { demoUsers } from '@callfloor/domain'
import type { Home } from '../home/paths.ts'
import { findSupervisor } from '../supervisor/lock.ts'
import type { PartName, PartReport } from '../supervisor/part.ts'
import { readProcess } from '../supervisor/process.ts'
import { readState } from '../supervisor/supervisor.ts'
import { say } from './output.ts'

/** What `status --json` prints. */
export type Status = {
  healthy: boolean
  url: string | null
  users: { email: string; role: string; password: string }[]
  parts: Partial<Record<PartName, Pick<PartReport, 'state' | 'version' | 'pid' | 'address'>>>
}

/** The state of a home's stack, with every claim of the state file checked against living processes. */
export function readStatus(home: Home): Status {
  const state = readState(home.state)
  if (!state) return { healthy: false, url: null, users: [], parts: {} }
  const parts: Status['parts'] = {}
  for (const [name, report] of Object.entries(state.parts)) {
    const pid = readProcess(join(home.run, `${name}.pid.json`))?.pid ?? null
    const { version, address } = report
    const claimed = report.state === 'stopped' && pid !== null ? 'unhealthy' : report.state
    parts[name as PartName] = {
      state: pid === null && claimed === 'healthy' ? 'stopped' : claimed,
      version,
      pid,
      address,
    }
  }
  const list = Object.values(parts)
  const healthy = list.length > 0 && list.every(({ state }) => state === 'healthy')
  const users = state.demo
    ? demoUsers.map(({ email, role, password }) => ({ email, role, password }))
    : []
  return { healthy, url: state.url, users, parts }
}

/** Prints the state; the exit code is 1 unless everything is healthy. */
export function showStatus(home: Home, json: boolean): void {
  const status = readStatus(home)
  if (!status.healthy) process.exitCode = 1
  if (json) {
    say(JSON.stringify(status, null, 2))
    return
  }
  if (status.url === null) {
    say('Callfloor was not started here. Start it with: ./callfloor up')
    return
  }
  say(
    status.healthy
      ? `Callfloor is healthy at ${status.url}`
      : `Callfloor is not healthy (${status.url})`,
  )
  for (const [name, part] of Object.entries(status.parts)) {
    say(
      `  ${name.padEnd(9)} ${part.state.padEnd(10)} ${part.version.padEnd(9)} ${part.address}${part.pid ? `  pid ${part.pid}` : ''}`,
    )
  }
  if (!findSupervisor(home.run) && Object.values(status.parts).some(({ pid }) => pid !== null)) {
    say('  Nobody watches over these processes. Run: ./callfloor up')
  }
}
