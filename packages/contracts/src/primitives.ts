import { z } from 'zod'

/** An instant in UTC, ISO 8601 with milliseconds. */
export const instant = z.iso.datetime()
export const id = z.uuid()
/** A number in E.164 (ITU-T E.164). */
export const e164 = z
  .string()
  .regex(/^\+[1-9]\d{5,14}$/, 'Write the number with its country code, for example +12025550190.')
