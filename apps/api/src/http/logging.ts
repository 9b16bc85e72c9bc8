import type { Writable } from 'node:stream'
import type { Params } from 'nestjs-pino'
import type { Options } from 'pino-http'
import type { Env } from '../env.ts'
import type { RefusedResponse } from './refuse.ts'

/** One line for each request, with the code of its refusal; no cookies, no query strings. */
export const logging = (env: Pick<Env, 'LOG_LEVEL'>, destination?: Writable): Params => {
  const options = httpLogging(env)
  return { pinoHttp: destination ? [options, destination] : options }
}

const httpLogging = (env: Pick<Env, 'LOG_LEVEL'>): Options => ({
  level: env.LOG_LEVEL,
  autoLogging: { ignore: ({ url }) => url?.startsWith('/api/health') ?? false },
  customLogLevel: (_request, response) => {
    if (response.statusCode >= 500) return 'error'
    return response.statusCode >= 400 ? 'warn' : 'info'
  },
  customProps: (_request, response: RefusedResponse) =>
    response.refusal ? { refusal: response.refusal } : {},
  serializers: {
    req: ({ id, method, url, remoteAddress }) => ({
      id,
      method,
      path: String(url).split('?', 1)[0],
      remoteAddress,
    }),
    res: ({ statusCode }) => ({ statusCode }),
  },
})
