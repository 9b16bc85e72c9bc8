import { ORPCError, type ORPCModuleConfig } from '@orpc/nest'
import { refusalOf } from './refusal.ts'
import { bodyOf, refuse } from './refuse.ts'
import { currentReply } from './request-context.ts'

/** oRPC answers errors itself, before Nest's filter sees them: this makes it answer as the filter does. */
export const orpcConfig: ORPCModuleConfig = {
  interceptors: [
    async ({ next }) => {
      try {
        return await next()
      } catch (error) {
        const { status, code, message, details } = refuse(error)
        throw new ORPCError(code, { status, message, data: details, cause: error })
      }
    },
  ],
  customErrorResponseBodyEncoder: (error) => {
    // An error from the interceptor carries our code; any other is oRPC's own, about decoding.
    const refusal = refusalOf(error.cause ?? error)
    return bodyOf(refusal, currentReply())
  },
}
