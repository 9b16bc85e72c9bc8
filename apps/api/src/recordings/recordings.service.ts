import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { notFound } from '@callfloor/domain'
import { Injectable, Logger } from '@nestjs/common'
import { z } from 'zod'
import { record } from '../audit/record.ts'
import { Database } from '../db/database.ts'
import { Env } from '../env.ts'
import { type Actor, authorize } from '../http/actor.ts'
import { PlayLog } from './play-log.ts'
import { findPlayable } from './recordings.repository.ts'

export type PlayableFile = { path: string; bytes: number }

@Injectable()
export class RecordingsService {
  readonly #logger = new Logger(RecordingsService.name)
  readonly #plays = new PlayLog()

  constructor(
    private readonly database: Database,
    private readonly env: Env,
  ) {}

  /**
   * The file of a recording the actor may hear. The first time in a session it is written to the
   * audit; a player asks for many parts of one file.
   * @param session names the login session
   */
  async open(actor: Actor, recordingId: string, session: string): Promise<PlayableFile> {
    authorize(actor, 'play', 'recordings')
    if (!z.uuid().safeParse(recordingId).success) throw notFound('recording')
    const play = `${session}/${recordingId}`
    const isNew = this.#plays.begin(play)
    const found = await this.#find(actor, recordingId, isNew).catch((error: unknown) => {
      if (isNew) this.#plays.forget(play)
      throw error
    })
    const path = join(this.env.RECORDINGS_DIR, found.file)
    const info = await stat(path).catch(() => null)
    if (!info) {
      this.#logger.error({ recordingId, path }, 'the file of a recording is gone')
      throw notFound('recording')
    }
    return { path, bytes: info.size }
  }

  #find({ tenantId, agentId }: Actor, recordingId: string, isNew: boolean) {
    return this.database.forTenant(tenantId, async (tx) => {
      const recording = await findPlayable(tx, tenantId, recordingId)
      if (!recording) throw notFound('recording')
      if (isNew) {
        await record(tx, tenantId, {
          actorId: agentId,
          action: 'recording.played',
          subjectType: 'recording',
          subjectId: recording.id,
          details: { callId: recording.callId },
        })
      }
      return recording
    })
  }
}
