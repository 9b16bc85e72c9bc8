import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { answerRefusal } from './refuse.ts'

/** Whatever a handler or the framework throws leaves as one body with a code. */
@Catch()
export class CodedExceptionFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    // A stream that breaks half-way has its status already: the connection tells the client.
    if (reply.sent) return
    answerRefusal(error, reply)
  }
}
