import type { INestApplicationContext } from '@nestjs/common'
import { IoAdapter } from '@nestjs/platform-socket.io'
import type { ServerOptions } from 'socket.io'
import { Env } from '../env.ts'
import { allowedOrigins } from '../http/origins.ts'

/** The largest message a client has reason to send is a request for a snapshot. */
const maxMessageBytes = 4096

/** socket.io that answers browsers of our own origin only. */
export class LiveAdapter extends IoAdapter {
  readonly #origins: string[]

  constructor(app: INestApplicationContext) {
    super(app)
    this.#origins = allowedOrigins(app.get(Env))
  }

  override createIOServer(port: number, options?: ServerOptions) {
    return super.createIOServer(port, {
      ...options,
      maxHttpBufferSize: maxMessageBytes,
      pingInterval: 10_000,
      pingTimeout: 10_000,
      allowRequest: (request, decide) => {
        const { origin } = request.headers
        const allowed = origin !== undefined && this.#origins.includes(origin)
        decide(allowed ? null : 'wrongOrigin', allowed)
      },
    } as ServerOptions)
  }
}
