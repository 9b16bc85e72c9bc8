import { randomUUID } from 'node:crypto'
import { apiPrefix } from '@callfloor/contracts'
import helmet from '@fastify/helmet'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { Logger } from 'nestjs-pino'
import { AuthService } from '../auth/auth.service.ts'
import { mountAuth } from '../auth/mount.ts'
import { Env } from '../env.ts'
import { bodyLimitBytes } from './limits.ts'
import { allowedOrigins, checkOrigin } from './origins.ts'
import { enterRequest } from './request-context.ts'

/** Fastify as Callfloor wants it: behind the edge on loopback, with a request id of our own. */
export const createAdapter = (): FastifyAdapter =>
  new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    trustProxy: 'loopback',
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
  })

/** What holds for every request, whichever feature answers it. Call before the app is initialised. */
export async function configureServer(app: NestFastifyApplication): Promise<void> {
  const env = app.get(Env)
  const origins = allowedOrigins(env)
  app.useLogger(app.get(Logger))
  app.setGlobalPrefix(apiPrefix.slice(1), {
    exclude: [
      'api/auth/*path',
      'api/health/*path',
      'api/health',
      'api/metrics',
      'api/openapi.json',
    ],
  })
  app.enableShutdownHooks()
  await app.register(helmet, {
    // The API serves data: nothing it answers may be run or framed.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: env.PUBLIC_URL.startsWith('https:'),
  })
  const fastify = app.getHttpAdapter().getInstance()
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  // After the request has its log line, before its body is read.
  fastify.addHook('preParsing', async (request) => {
    checkOrigin(origins, request.method, request.headers.origin)
  })
  fastify.addHook('preHandler', enterRequest)
  mountAuth(fastify, app.get(AuthService))
}
