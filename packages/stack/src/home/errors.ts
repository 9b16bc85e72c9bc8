/**
 * A failure a person can mend. `code` is stable and in camelCase; `message` is
 * one sentence that says what is wrong and what to do.
 */
export class StackError extends Error {
  readonly code: string
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StackError'
    this.code = code
  }
}

/** The message of anything thrown. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error)
