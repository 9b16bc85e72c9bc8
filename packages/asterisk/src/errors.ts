/** Every way this package fails, by code. The message is a sentence that says what to do. */
export type AsteriskErrorCode =
  | 'amiUnreachable'
  | 'amiNotAsterisk'
  | 'amiLoginRefused'
  | 'amiNotBooted'
  | 'amiConnectionLost'
  | 'amiNotConnected'
  | 'amiTimeout'
  | 'amiFrozen'
  | 'amiConsumerTooSlow'
  | 'amiFrameTooLarge'
  | 'amiListTooLong'
  | 'amiListCancelled'
  | 'amiHeaderUnsafe'
  | 'amiHeaderTooLong'
  | 'amiActionRefused'
  | 'amiClosed'
  | 'logLineMalformed'
  | 'logLineTooLong'
  | 'logGenerationLost'
  | 'logUnreadable'
  | 'configValueUnsafe'
  | 'configDuplicate'
  | 'configReloadFailed'
  | 'ariUnreachable'
  | 'ariTimeout'
  | 'ariRefused'
  | 'ariUnauthorized'
  | 'ariNotFound'
  | 'ariBadAnswer'

/** An error with a stable code; `details` carries values for a log line, never secrets. */
export class AsteriskError extends Error {
  readonly code: AsteriskErrorCode
  readonly details: Readonly<Record<string, string | number>>

  constructor(
    code: AsteriskErrorCode,
    message: string,
    details: Record<string, string | number> = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'AsteriskError'
    this.code = code
    this.details = details
  }
}

/** True for an AsteriskError, of the given code where one is named. */
export function isAsteriskError(error: unknown, code?: AsteriskErrorCode): error is AsteriskError {
  return error instanceof AsteriskError && (code === undefined || error.code === code)
}
