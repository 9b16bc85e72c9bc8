import { errorCodes } from '@callfloor/domain'
import { z } from 'zod'

/** The body of every refusal: a code for programs, a sentence for people, the id of the log line. */
export const errorBody = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
  requestId: z.string().optional(),
})
export type ErrorBody = z.infer<typeof errorBody>
