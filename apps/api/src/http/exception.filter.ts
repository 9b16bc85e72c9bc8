import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { bodyOf, refuse } from './refuse.ts'

/** Whatever a handler or the framework throws leaves as one body with a code. */
@Catch()
export class CodedExceptionFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    const refusal = refuse(error, reply)
    if (reply.sent) return
    void reply.status(refusal.status).send(bodyOf(refusal, reply))
  }
}
