import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf, StackError } from './errors.ts'

/**
 * Tries `attempt` until it does not throw and returns its result. Throws StackError
 * `timedOut` with the last failure after `timeoutMs`, or at once when `unless` holds.
 */
export async function eventually<T>(
  attempt: () => T | Promise<T>,
  options: { timeoutMs: number; everyMs?: number; unless?: () => boolean },
): Promise<T> {
  const until = performance.now() + options.timeoutMs
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (options.unless?.() || performance.now() > until) {
        throw new StackError('timedOut', messageOf(error), { cause: error })
      }
    }
    await sleep(options.everyMs ?? 50)
  }
}
