import type { FastifyInstance } from 'fastify'
import type { AuthService } from './auth.service.ts'

/** Puts sign-in beside Nest's routes: better-auth answers requests whole. */
export function mountAuth(fastify: FastifyInstance, auth: AuthService): void {
  fastify.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    handler: (request, reply) => auth.answer(request, reply),
  })
}
