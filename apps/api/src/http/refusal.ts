import type { ErrorBody } from '@callfloor/contracts'
import { CallfloorError, type ErrorCode } from '@callfloor/domain'
import { HttpException } from '@nestjs/common'
import { ORPCError } from '@orpc/nest'
import { ValidationError } from '@orpc/server'
import { readable } from '../db/connection-error.ts'

export type Refusal = Omit<ErrorBody, 'requestId'> & { status: number }

/** The one table from the domain's codes to HTTP. */
const statuses: Record<ErrorCode, number> = {
  badRequest: 400,
  invalidPhoneNumber: 400,
  notSignedIn: 401,
  wrongOrigin: 403,
  notAllowed: 403,
  noTenant: 403,
  notFound: 404,
  conflict: 409,
  notRegistered: 409,
  noSession: 409,
  leaseTaken: 409,
  dispositionRequired: 409,
  notInWrapUp: 409,
  tooLarge: 413,
  tooManyRequests: 429,
  internal: 500,
  telephonyUnavailable: 503,
  databaseUnavailable: 503,
  apiUnavailable: 503,
}

/** What the framework refuses by itself, in our words. */
const framework: Record<number, [ErrorCode, string]> = {
  400: ['badRequest', 'The request could not be read.'],
  401: ['notSignedIn', 'Your session has ended. Sign in again.'],
  403: ['notAllowed', 'Your role does not allow this. Ask an admin.'],
  404: ['notFound', 'There is nothing at this address.'],
  405: ['badRequest', 'This address does not take that method.'],
  413: ['tooLarge', 'That is too much at once: a request may hold 256 kB.'],
  415: ['badRequest', 'Send the body as application/json.'],
  429: ['tooManyRequests', 'That was too often. Wait a moment and try again.'],
  503: ['apiUnavailable', 'Part of the system is not ready. Try again in a moment.'],
}

/**
 * Says how an error is told to the caller. What nobody foresaw becomes `internal` and keeps its
 * text to itself.
 */
export function refusalOf(thrown: unknown): Refusal {
  const error = readable(thrown)
  if (error instanceof CallfloorError) {
    const { code, message, details } = error
    return { status: statuses[code], code, message, ...(details && { details }) }
  }
  if (error instanceof ORPCError) return refusalOfOrpc(error)
  if (error instanceof HttpException) {
    const response = error.getResponse()
    const details = typeof response === 'object' && 'details' in response ? response.details : null
    return fromStatus(error.getStatus(), details)
  }
  // Fastify's own errors, such as a body that is too large.
  if (error instanceof Error && 'statusCode' in error) return fromStatus(Number(error.statusCode))
  return internal
}

const internal: Refusal = {
  status: statuses.internal,
  code: 'internal',
  message: 'Something went wrong on our side. It has been logged; try again.',
}

function refusalOfOrpc(error: ORPCError<string, unknown>): Refusal {
  if (error.cause instanceof CallfloorError) return refusalOf(error.cause)
  if (error.code !== 'BAD_REQUEST') return fromStatus(error.status)
  const issues = error.cause instanceof ValidationError ? error.cause.issues : []
  const fields = issues.map((issue) => ({
    field: (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part)).join('.'),
    message: issue.message,
  }))
  if (fields.length === 0) return fromStatus(400)
  const names = [...new Set(fields.map(({ field }) => field || 'body'))].join(', ')
  const said = `Check ${names}: ${fields.map(({ message }) => message).join(' ')}`
  return { status: 400, code: 'badRequest', message: said, details: { fields } }
}

function fromStatus(status: number, details?: unknown): Refusal {
  const known = framework[status] ?? (status >= 400 && status < 500 ? framework[400] : undefined)
  if (!known) return internal
  const [code, message] = known
  const shown = details && typeof details === 'object' ? { ...details } : undefined
  return { status: statuses[code], code, message, ...(shown && { details: shown }) }
}
