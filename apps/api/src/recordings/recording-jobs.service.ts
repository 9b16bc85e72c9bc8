import type { LinkedId, NodeName } from '@callfloor/domain'
import { Injectable } from '@nestjs/common'
import { sql } from 'kysely'
import { z } from 'zod'
import { Database, type Tx } from '../db/database.ts'
import { Env } from '../env.ts'
import { findRaw, listRaw } from './raw-file.ts'
import { findRecordedCall } from './recordings.repository.ts'

export const encodeTask = 'encodeRecording'
export const encodePayload = z.object({ node: z.string(), linkedId: z.string() })
/** Asterisk closes the file a moment after the call's end. */
const firstTryAfter = '1 second'

/** Which recordings are to be encoded. */
@Injectable()
export class RecordingJobs {
  constructor(
    private readonly database: Database,
    private readonly env: Env,
  ) {}

  /** Adds the job of an ended call in the transaction that ends it; nothing where nothing was recorded. */
  async enqueueWithin(tx: Tx, node: NodeName, linkedId: LinkedId): Promise<void> {
    if (!(await findRaw(this.env.ASTERISK_SPOOL_DIR, linkedId))) return
    const payload = JSON.stringify({ node, linkedId })
    await sql`
      select enqueue_job(${encodeTask}, ${payload}::json, ${`${encodeTask}:${node}:${linkedId}`},
        now() + ${firstTryAfter}::interval)`.execute(tx)
  }

  /**
   * Adds jobs for what lies raw although its call has ended: left by a crash, or given up.
   * @returns how many
   */
  async sweep(): Promise<number> {
    const node = this.env.NODE_NAME
    let added = 0
    for (const linkedId of await listRaw(this.env.ASTERISK_SPOOL_DIR)) {
      await this.database.asSystem(async (tx) => {
        const call = await findRecordedCall(tx, node, linkedId)
        if (!call?.endedAt) return
        await this.enqueueWithin(tx, node, linkedId)
        added += 1
      })
    }
    return added
  }
}
