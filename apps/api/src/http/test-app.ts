import type { Writable } from 'node:stream'
import type { ErrorBody } from '@callfloor/contracts'
import type { ModuleMetadata } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { Test } from '@nestjs/testing'
import { PARAMS_PROVIDER_TOKEN } from 'nestjs-pino'
import { DbModule } from '../db/db.module.ts'
import { EnvModule } from '../env.module.ts'
import { Env, readEnv } from '../env.ts'
import { HttpModule } from './http.module.ts'
import { logging } from './logging.ts'
import { configureServer, createAdapter } from './server.ts'

export type Answer = { status: number; headers: Headers; body: unknown }
type Ask = { method?: string; cookie?: string; body?: unknown; headers?: Record<string, string> }

/** For tests: the API with some features, listening on loopback, and a client of it. */
export type TestApp = {
  app: NestFastifyApplication
  url: string
  /** Asks as Callfloor's own page does: JSON, and the page's origin. */
  ask: (path: string, ask?: Ask) => Promise<Answer>
  /** Signs in and returns the cookies. */
  signIn: (person: { email: string; password: string }) => Promise<string>
  stop: () => Promise<void>
}

const origin = 'http://callfloor.test'

export async function startTestApp(
  databaseUrl: string,
  features: ModuleMetadata,
  settings: Record<string, string> = {},
  log?: Writable,
): Promise<TestApp> {
  const env = testEnv(databaseUrl, settings)
  const module = await Test.createTestingModule({
    ...features,
    imports: [EnvModule, DbModule, HttpModule, ...(features.imports ?? [])],
  })
    .overrideProvider(Env)
    .useValue(env)
    .overrideProvider(PARAMS_PROVIDER_TOKEN)
    .useValue(logging(env, log))
    .compile()
  const app = module.createNestApplication<NestFastifyApplication>(createAdapter())
  await configureServer(app)
  await app.listen(0, '127.0.0.1')
  const url = await app.getUrl()
  const ask = async (path: string, { method = 'GET', cookie, body, headers }: Ask = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        origin,
        ...(cookie && { cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const json = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      headers: response.headers,
      body: json && text ? (JSON.parse(text) as unknown) : text,
    }
  }
  const signIn = async ({ email, password }: { email: string; password: string }) => {
    const answer = await ask('/api/auth/sign-in/email', {
      method: 'POST',
      body: { email, password },
    })
    if (answer.status !== 200) throw new Error(`sign-in: ${JSON.stringify(answer.body)}`)
    return answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';', 1)[0])
      .join('; ')
  }
  return { app, url, ask, signIn, stop: () => app.close() }
}

export const codeOf = ({ body }: Answer): string => (body as ErrorBody).code

/** Settings of a process that speaks to no Asterisk. */
export const testEnv = (databaseUrl: string, settings: Record<string, string> = {}): Env =>
  readEnv({
    API_PORT: '1',
    PUBLIC_URL: origin,
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: 'a-secret-for-tests-of-32-characters',
    NODE_NAME: 'test',
    AMI_USER: 'test',
    AMI_SECRET: 'test',
    ARI_URL: 'http://127.0.0.1:1',
    ARI_USER: 'test',
    ARI_SECRET: 'test',
    ASTERISK_GENERATED_DIR: '/nonexistent',
    ASTERISK_LOG_DIR: '/nonexistent',
    ASTERISK_SPOOL_DIR: '/nonexistent',
    RECORDINGS_DIR: '/nonexistent',
    LOG_LEVEL: 'silent',
    ...settings,
  })
