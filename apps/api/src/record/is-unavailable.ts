import { CallfloorError } from '@callfloor/domain'

/** Whether `error` says that the database is away, rather than that something is wrong. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof CallfloorError && error.code === 'databaseUnavailable'
