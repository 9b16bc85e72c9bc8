import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { createProxyServer, proxyUpgrade } from 'httpxy'
import { routeOf } from './routes.ts'

export type EdgeOptions = {
  /** Base addresses of what stands behind, e.g. http://127.0.0.1:23001. */
  api: string
  web: string
  sip: string
  healthPath: string
  /** Whether browsers speak TLS to us. */
  tls: boolean
}

const unavailable = {
  api: {
    code: 'apiUnavailable',
    message: 'Callfloor is restarting; calls go on. Try again in a moment.',
  },
  web: { code: 'webUnavailable', message: 'The pages are restarting. Try again in a moment.' },
} as const

function refuse(
  response: ServerResponse,
  status: number,
  body: { code: string; message: string },
): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...(status === 503 ? { 'retry-after': '1' } : {}),
  })
  response.end(JSON.stringify(body))
}

/**
 * The reverse proxy behind the public port. Each socket is piped on its own, so a
 * restart of the API cuts nothing but what went to the API; a caller's SIP socket
 * leads straight to Asterisk.
 */
export function createEdge(options: EdgeOptions): {
  onRequest: RequestListener
  onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
} {
  const proxy = createProxyServer({ xfwd: false })
  const targets = { api: options.api, web: options.web, sip: options.sip }

  // What a client says about where it comes from is not believed: these are ours.
  function stamp(request: IncomingMessage): void {
    request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? ''
    request.headers['x-forwarded-proto'] = options.tls ? 'https' : 'http'
    request.headers['x-forwarded-host'] = request.headers.host ?? ''
    delete request.headers.forwarded
    delete request.headers['x-real-ip']
  }

  return {
    onRequest(request, response) {
      const route = routeOf(request.url ?? '/', options.healthPath)
      if (route.to === 'self') {
        response.writeHead(204).end()
        return
      }
      if (route.to === 'sip') {
        refuse(response, 426, {
          code: 'webSocketOnly',
          message: 'This address takes web sockets only.',
        })
        return
      }
      stamp(request)
      const { to } = route
      proxy
        .web(request, response, { target: targets[to] })
        .catch(() => refuse(response, 503, unavailable[to]))
    },
    onUpgrade(request, socket, head) {
      const route = routeOf(request.url ?? '/', options.healthPath)
      socket.on('error', () => socket.destroy())
      if (route.to === 'self') {
        socket.destroy()
        return
      }
      stamp(request)
      request.url = route.path
      // Where nobody answers the socket is closed, which a web socket client takes as a refusal.
      proxyUpgrade(targets[route.to], request, socket, head, {
        xfwd: false,
        upgradeTimeout: 10_000,
      }).catch(() => socket.end())
    },
  }
}
