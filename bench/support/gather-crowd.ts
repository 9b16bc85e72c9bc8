import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { CrowdOrder, CrowdReport } from './crowd.ts'

export type Crowd = {
  report(): Promise<CrowdReport>
  leave(): Promise<void>
}

/** Connects `cookies.length * each` live sockets from another process. */
export async function gatherCrowd(order: CrowdOrder): Promise<Crowd> {
  const child = fork(join(import.meta.dirname, 'crowd.ts'))
  const gone = once(child, 'exit')
  const heard = async (): Promise<CrowdReport> => {
    const answer = await Promise.race([once(child, 'message'), gone.then(() => null)])
    if (!answer) throw new Error('The crowd went away.')
    return answer[0] as CrowdReport
  }
  child.send(order)
  await heard()
  return {
    report() {
      child.send('report')
      return heard()
    },
    async leave() {
      child.kill('SIGKILL')
      await gone
    },
  }
}
