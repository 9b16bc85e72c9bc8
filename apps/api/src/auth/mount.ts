import type { FastifyInstance } from 'fastify'
import { answerRefusal } from '../http/refuse.ts'
import type { AuthService } from './auth.service.ts'

/** Puts sign-in beside Nest's routes: better-auth answers requests whole. */
export function mountAuth(fastify: FastifyInstance, auth: AuthService): void {
  fastify.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    // Nest's filter is for Nest's routes.
    errorHandler: (error, _request, reply) => void answerRefusal(error, reply),
    handler: (request, reply) => auth.answer(request, reply),
  })
}
