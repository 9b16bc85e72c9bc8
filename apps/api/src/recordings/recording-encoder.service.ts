import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { LinkedId, NodeName } from '@callfloor/domain'
import { Injectable, Logger } from '@nestjs/common'
import { Database } from '../db/database.ts'
import { Env } from '../env.ts'
import { encode } from './encode.ts'
import { findRaw, type RawFile } from './raw-file.ts'
import {
  ensureRecording,
  findRecordedCall,
  markFailure,
  markReady,
} from './recordings.repository.ts'

/** From this attempt on a failure is shown; it is still tried again. */
const shownFrom = 3

/** Turns the raw recording of an ended call into the one that is kept. */
@Injectable()
export class RecordingEncoder {
  readonly #logger = new Logger(RecordingEncoder.name)

  constructor(
    private readonly database: Database,
    private readonly env: Env,
  ) {}

  /**
   * Encodes, verifies, stores; the raw file goes last. Safe to repeat from any point.
   * @param attempt how often it was tried, this time included
   * @throws Error why it did not work this time
   */
  async encode(node: NodeName, linkedId: LinkedId, attempt: number): Promise<void> {
    const raw = await findRaw(this.env.ASTERISK_SPOOL_DIR, linkedId)
    if (!raw) return
    if (!raw.closed) throw new Error('the raw recording is still being written')
    const call = await this.database.asSystem((tx) => findRecordedCall(tx, node, linkedId))
    if (!call?.endedAt) return
    // The caller never spoke with anybody: there is nothing to keep.
    if (raw.soundBytes === 0) return rm(raw.path, { force: true })
    const recording = await this.database.asSystem((tx) => ensureRecording(tx, call))
    const target = join(this.env.RECORDINGS_DIR, recording.file)
    if (recording.state !== 'ready' || !(await isFile(target))) {
      await this.#encodeTo(target, raw, recording, attempt)
    }
    await rm(raw.path, { force: true })
  }

  async #encodeTo(
    target: string,
    raw: RawFile,
    { id, tenantId }: { id: string; tenantId: string },
    attempt: number,
  ): Promise<void> {
    try {
      const encoded = await encode(this.env.FFMPEG, raw, target)
      await this.database.asSystem((tx) => markReady(tx, tenantId, id, encoded))
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error)
      this.#logger.error(
        { err: error, recordingId: id, attempt },
        'a recording could not be encoded',
      )
      await this.database.asSystem((tx) =>
        markFailure(tx, tenantId, id, failure, attempt >= shownFrom),
      )
      throw error
    }
  }
}

const isFile = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isFile() ?? false
