/**
 * Every refusal has a code. The domain speaks codes, the HTTP filter speaks statuses,
 * the web turns a code into a sentence that says what to do next.
 */
export const errorCodes = [
  'badRequest',
  'invalidPhoneNumber',
  'notSignedIn',
  'wrongOrigin',
  'notAllowed',
  'notFound',
  'conflict',
  'tooLarge',
  'tooManyRequests',
  'noTenant',
  'notRegistered',
  'noSession',
  'leaseTaken',
  'dispositionRequired',
  'notInWrapUp',
  'telephonyUnavailable',
  'databaseUnavailable',
  'apiUnavailable',
  'internal',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** A refusal the caller can act on. `details` is safe to show. */
export class CallfloorError extends Error {
  readonly code: ErrorCode
  readonly details: Record<string, unknown> | undefined
  constructor(code: ErrorCode, message: string, details?: Record<string, unknown>) {
    super(message)
    this.name = 'CallfloorError'
    this.code = code
    this.details = details
  }
}

/** Another tenant's row and a row that never was are the same thing: not found. */
export const notFound = (what: string): CallfloorError =>
  new CallfloorError('notFound', `There is no such ${what}.`)
