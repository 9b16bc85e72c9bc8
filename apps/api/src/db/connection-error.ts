import { CallfloorError } from '@callfloor/domain'

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
])
// PostgreSQL, appendix A: class 08, 53300 and the shutdowns 57P01 to 57P05.
const sqlStates = /^(08...|53300|57P0[1-5])$/
// pg reports these without a code.
const messages =
  /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/

/** Whether `error` says that PostgreSQL cannot be reached, rather than that it refused something. */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError) return error.errors.some(isConnectionError)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return networkCodes.has(code) || sqlStates.test(code) || messages.test(error.message)
}

/** The same error, or `databaseUnavailable` where PostgreSQL cannot be reached. */
export function readable(error: unknown): unknown {
  if (!isConnectionError(error)) return error
  const refusal = new CallfloorError(
    'databaseUnavailable',
    'The database does not answer. Calls go on; try again in a moment.',
  )
  refusal.cause = error
  return refusal
}
