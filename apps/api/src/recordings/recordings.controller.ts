import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Controller, Get, Param, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, CurrentActor } from '../http/actor.ts'
import { readRange } from './range.ts'
import { RecordingsService } from './recordings.service.ts'

@Controller('recordings')
export class RecordingsController {
  constructor(private readonly recordings: RecordingsService) {}

  /** The sound of a recording, whole or the part asked for. */
  @Get(':recordingId/audio')
  async play(
    @CurrentActor() actor: Actor,
    @Param('recordingId') recordingId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.recordings.open(actor, recordingId, sessionOf(request))
    const range = readRange(request.headers.range, file.bytes)
    reply.header('cache-control', 'no-store').header('accept-ranges', 'bytes')
    if (range === 'unsatisfiable') {
      await reply.code(416).header('content-range', `bytes */${file.bytes}`).send()
      return
    }
    const { start, end } = range ?? { start: 0, end: file.bytes - 1 }
    if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${file.bytes}`)
    await reply
      .type('audio/ogg')
      .header('content-length', end - start + 1)
      .send(createReadStream(file.path, { start, end }))
  }
}

/** Names the login session without keeping its secret. */
const sessionOf = (request: FastifyRequest): string => {
  const token = /callfloor\.session_token=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
  return createHash('sha256').update(token).digest('base64')
}
