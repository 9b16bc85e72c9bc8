import { errorBody } from '@callfloor/contracts'
import { CallfloorError, type ErrorCode } from '@callfloor/domain'

/** Codes for answers that carry no body of ours: a proxy's page, a cut connection. */
const codeOfStatus: Record<number, ErrorCode> = {
  400: 'badRequest',
  401: 'notSignedIn',
  403: 'notAllowed',
  404: 'notFound',
  409: 'conflict',
  413: 'tooLarge',
  422: 'badRequest',
  429: 'tooManyRequests',
  502: 'apiUnavailable',
  503: 'apiUnavailable',
  504: 'apiUnavailable',
}

/** Reads a refusal of the server into its code, whatever the body looks like. */
export function readRefusal(status: number, body: unknown): CallfloorError {
  const parsed = errorBody.safeParse(body)
  if (!parsed.success) {
    return new CallfloorError(codeOfStatus[status] ?? 'internal', `The server answered ${status}.`)
  }
  const { code, message, details, requestId } = parsed.data
  return new CallfloorError(code, message, requestId ? { ...details, requestId } : details)
}

/** A request that never reached the server, or was given up. */
export function unreachable(cause: unknown): never {
  if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
  throw new CallfloorError('apiUnavailable', 'The server does not answer.')
}

export const codeOf = (error: unknown): ErrorCode =>
  error instanceof CallfloorError ? error.code : 'internal'

/** Whether the same request may succeed by itself a little later. */
export const isPassing = (error: unknown): boolean =>
  ['apiUnavailable', 'databaseUnavailable'].includes(codeOf(error))
