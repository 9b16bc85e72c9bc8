import { join } from 'node:path'
import { StackError } from '../home/errors.ts'
import {
  forgetProcess,
  type ProcessRecord,
  readProcess,
  recordOf,
  writeProcess,
} from './process.ts'

const lockFile = (runFolder: string) => join(runFolder, 'supervisor.pid.json')

/** The supervisor that runs this home's stack now, if one does. */
export const findSupervisor = (runFolder: string): ProcessRecord | undefined =>
  readProcess(lockFile(runFolder))

/**
 * Takes the home for this process. Throws StackError `alreadyRunning` while another
 * process supervises it.
 */
export function takeLock(runFolder: string): void {
  const other = findSupervisor(runFolder)
  if (other && other.pid !== process.pid) {
    throw new StackError(
      'alreadyRunning',
      `Another process (${other.pid}) runs the stack in ${runFolder}. Stop it with: ./callfloor down`,
    )
  }
  const own = recordOf(process.pid, 'supervisor')
  if (own) writeProcess(lockFile(runFolder), own)
}

export function releaseLock(runFolder: string): void {
  if (findSupervisor(runFolder)?.pid === process.pid) forgetProcess(lockFile(runFolder))
}
