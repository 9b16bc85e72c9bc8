import type { Database } from '../db/database.ts'
import { markAllPending } from './log-lines.repository.ts'
import type { PendingCalls } from './pending-calls.service.ts'

/**
 * Makes every call again from the stored log lines. What is right already is left untouched, so it
 * may run beside everything else; the same lines always give the same rows.
 * @returns how many conversations were looked at
 */
export async function rebuild(database: Database, calls: PendingCalls): Promise<number> {
  await database.asSystem(markAllPending)
  return calls.drain()
}
