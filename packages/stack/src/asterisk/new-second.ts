import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const written = ['cel-custom/callfloor.log', 'cel_custom/callfloor.log', 'queue_log']

/**
 * Waits, where the last Asterisk still wrote in this second, until the next has begun. Asterisk
 * counts its calls anew at each start and names them by the second: two that began in one second
 * could give one name to two calls, and queue_log could not tell on which side of the start one was.
 */
export async function newSecond(logFolder: string): Promise<void> {
  const last = Math.max(0, ...written.map((name) => lastWrite(join(logFolder, name))))
  const begins = (Math.floor(last / 1000) + 1) * 1000
  const waitMs = begins - Date.now()
  // A clock that was set back would have us wait for ever.
  if (waitMs > 0 && waitMs <= 1000) await sleep(waitMs + 5)
}

const lastWrite = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
