import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { AppModule } from './app.module.ts'
import { Env, readEnv } from './env.ts'
import { configureServer, createAdapter } from './http/server.ts'
import { LiveAdapter } from './realtime/live.adapter.ts'

try {
  readEnv()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exit(78)
}

const app = await NestFactory.create<NestFastifyApplication>(AppModule, createAdapter(), {
  bufferLogs: true,
})
await configureServer(app)
app.useWebSocketAdapter(new LiveAdapter(app))
const env = app.get(Env)
await app.listen(env.API_PORT, env.API_HOST)
