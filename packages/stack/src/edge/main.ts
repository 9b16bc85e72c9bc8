import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { z } from 'zod'
import { edgeHealthPath } from './health-path.ts'
import { createEdge } from './proxy.ts'

const environment = z
  .object({
    EDGE_HOST: z.string(),
    EDGE_PORT: z.coerce.number().int(),
    EDGE_API: z.url(),
    EDGE_WEB: z.url(),
    EDGE_SIP: z.url(),
    EDGE_CERTIFICATE: z.string().optional(),
    EDGE_KEY: z.string().optional(),
  })
  .parse(process.env)

const { EDGE_CERTIFICATE: certificate, EDGE_KEY: key } = environment
const edge = createEdge({
  api: environment.EDGE_API,
  web: environment.EDGE_WEB,
  sip: environment.EDGE_SIP,
  healthPath: edgeHealthPath,
  tls: certificate !== undefined,
})

function listen(host: string, onError: (error: Error) => void): Server {
  const server: Server =
    certificate && key
      ? createTlsServer({ cert: readFileSync(certificate), key: readFileSync(key) }, edge.onRequest)
      : createServer(edge.onRequest)
  server.on('upgrade', edge.onUpgrade)
  server.on('error', onError)
  // A slow or silent client may not hold a connection open before its request is whole.
  server.headersTimeout = 20_000
  server.requestTimeout = 120_000
  server.listen(environment.EDGE_PORT, host)
  return server
}

const servers = [
  listen(environment.EDGE_HOST, (error) => {
    console.error(error.message)
    process.exit(1)
  }),
]
// "localhost" may mean ::1 to a browser; a machine without IPv6 does without.
if (environment.EDGE_HOST === '127.0.0.1') servers.push(listen('::1', () => {}))

process.on('SIGTERM', () => {
  for (const server of servers) {
    server.close()
    server.closeAllConnections()
  }
  setTimeout(() => process.exit(0), 100).unref()
})
