import type { ThrottlerModuleOptions } from '@nestjs/throttler'
import type { FastifyRequest } from 'fastify'

/** The most a request's body may hold. */
export const bodyLimitBytes = 256 * 1024

const minute = 60_000
const session = (request: FastifyRequest) =>
  /(?:^|;\s*)(?:__Secure-)?callfloor\.session_token=([^;]+)/.exec(request.headers.cookie ?? '')?.[1]

/**
 * How often one session, and one address, may ask. The address's limit is wide, since an office
 * has one address; it is there for those who send another made-up cookie each time.
 */
export const throttling: ThrottlerModuleOptions = {
  throttlers: [
    {
      name: 'session',
      limit: 600,
      ttl: minute,
      getTracker: (request) => session(request as FastifyRequest) ?? String(request.ip),
    },
    { name: 'address', limit: 12_000, ttl: minute, getTracker: (request) => String(request.ip) },
  ],
  generateKey: (_context, tracker, name) => `${name}:${tracker}`,
  setHeaders: true,
  skipIf: (context) => context.getType() !== 'http',
}
