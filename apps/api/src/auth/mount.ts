import type { FastifyInstance, HTTPMethods } from 'fastify'
import { answerRefusal } from '../http/refuse.ts'
import type { AuthService } from './auth.service.ts'

/** What of better-auth is open to the outside; all else of it is not. */
const routes: [HTTPMethods, string][] = [
  ['POST', '/api/auth/sign-in/email'],
  ['POST', '/api/auth/sign-out'],
  ['GET', '/api/auth/get-session'],
  ['POST', '/api/auth/change-password'],
]

/** Puts sign-in beside Nest's routes: better-auth answers requests whole. */
export function mountAuth(fastify: FastifyInstance, auth: AuthService): void {
  for (const [method, url] of routes) {
    fastify.route({
      method,
      url,
      exposeHeadRoute: false,
      // Nest's filter is for Nest's routes.
      errorHandler: (error, _request, reply) => answerRefusal(error, reply),
      handler: (request, reply) => auth.answer(request, reply),
    })
  }
}
