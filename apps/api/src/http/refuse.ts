import type { ServerResponse } from 'node:http'
import type { ErrorBody } from '@callfloor/contracts'
import type { FastifyReply } from 'fastify'
import { passBy } from './pass-by.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import { currentReply } from './request-context.ts'

/** What the log line of a request says about its refusal. */
export type RefusedResponse = ServerResponse & { refusal?: string; err?: Error | undefined }

/** Turns an error into its refusal and leaves it on the reply for the request's one log line. */
export function refuse(error: unknown, reply = currentReply()): Refusal {
  const refusal = refusalOf(error)
  if (reply) {
    const raw: RefusedResponse = reply.raw
    raw.refusal = refusal.code
    if (refusal.status >= 500) raw.err = rootOf(error)
  }
  return refusal
}

/** Answers with the refusal of `error`, once whoever sends too much has sent it. */
export function answerRefusal(error: unknown, reply: FastifyReply): void {
  const refusal = refuse(error, reply)
  const answer = () => {
    reply
      .status(refusal.status)
      .header('content-type', 'application/json; charset=utf-8')
      .send(bodyOf(refusal, reply))
  }
  if (refusal.code === 'tooLarge') void passBy(reply.request.raw).then(answer)
  else answer()
}

export function bodyOf(refusal: Refusal, reply: FastifyReply | undefined): ErrorBody {
  const { code, message, details } = refusal
  return {
    code,
    message,
    ...(details && { details }),
    ...(reply && { requestId: reply.request.id }),
  }
}

function rootOf(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error))
  return error.cause instanceof Error ? error.cause : error
}
