import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createEdge } from './proxy.ts'
import { routeOf } from './routes.ts'

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const portOf = (server: Server) => (server.address() as AddressInfo).port

async function serve(server: Server): Promise<Server> {
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

/** A server that answers with its name and what it was asked. */
const behind = (name: string, seen: IncomingMessage[] = []) =>
  serve(
    createServer((request, response) => {
      seen.push(request)
      response.end(`${name} ${request.url}`)
    }),
  )

async function edgeBefore(targets: { api: Server; web: Server; sip: Server }) {
  const at = (server: Server) => `http://127.0.0.1:${portOf(server)}`
  const { onRequest, onUpgrade } = createEdge({
    api: at(targets.api),
    web: at(targets.web),
    sip: at(targets.sip),
    healthPath: '/edge',
    tls: false,
  })
  const server = await serve(createServer(onRequest).on('upgrade', onUpgrade))
  return at(server)
}

async function allThree(seen: IncomingMessage[] = []) {
  const [api, web, sip] = await Promise.all([
    behind('api', seen),
    behind('web', seen),
    behind('sip', seen),
  ])
  return { api, web, sip, url: await edgeBefore({ api, web, sip }) }
}

test.each([
  ['/', 'web', '/'],
  ['/login?next=/api', 'web', '/login?next=/api'],
  ['/apis', 'web', '/apis'],
  ['/api', 'api', '/api'],
  ['/api/v1/me?x=1', 'api', '/api/v1/me?x=1'],
  ['/live/?EIO=4', 'api', '/live/?EIO=4'],
  ['/sip', 'sip', '/ws'],
  ['/sip?x', 'sip', '/ws'],
  ['/sip/../ari/channels', 'web', '/sip/../ari/channels'],
  ['/ari/channels', 'web', '/ari/channels'],
  ['/ws', 'web', '/ws'],
])('%s goes to %s as %s', (url, to, path) => {
  expect(routeOf(url, '/edge')).toEqual({ to, path })
})

test('requests reach what they are for, with the true origin stamped on', async () => {
  const seen: IncomingMessage[] = []
  const { url } = await allThree(seen)
  const headers = { 'x-forwarded-for': '6.6.6.6', forwarded: 'for=6.6.6.6' }
  expect(await (await fetch(`${url}/api/x?y=1`, { headers })).text()).toBe('api /api/x?y=1')
  expect(await (await fetch(`${url}/floor`)).text()).toBe('web /floor')
  expect(seen[0]?.headers).toMatchObject({
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-proto': 'http',
  })
  expect(seen[0]?.headers.forwarded).toBeUndefined()
})

test('while the API is away its requests get a coded answer, and the pages go on', async () => {
  const { api, url } = await allThree()
  api.closeAllConnections()
  await new Promise((resolve) => api.close(resolve))
  const response = await fetch(`${url}/api/v1/me`)
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('1')
  expect(await response.json()).toMatchObject({ code: 'apiUnavailable' })
  expect((await fetch(`${url}/`)).status).toBe(200)
})

test("Asterisk's HTTP server is not reachable by a plain request", async () => {
  const { url } = await allThree()
  const response = await fetch(`${url}/sip`)
  expect(response.status).toBe(426)
  expect(await response.json()).toMatchObject({ code: 'webSocketOnly' })
})

const handshake = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: sip\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`

function upgrade(url: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () =>
      socket.write(handshake(path)),
    )
    socket.once('data', (data) => {
      resolve(data.toString())
      socket.destroy()
    })
    socket.once('end', () => resolve('closed'))
    socket.once('error', reject)
  })
}

test('a web socket on /sip is led to /ws of Asterisk', async () => {
  const { sip, url } = await allThree()
  const asked: (string | undefined)[] = []
  sip.on('upgrade', (request, socket) => {
    asked.push(request.url)
    socket.end(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: sip\r\n\r\n',
    )
  })
  expect(await upgrade(url, '/sip')).toMatch(/^HTTP\/1.1 101/)
  expect(asked).toEqual(['/ws'])
})

test('a web socket to something that is away is refused, not left hanging', async () => {
  const { sip, url } = await allThree()
  await new Promise((resolve) => sip.close(resolve))
  expect(await upgrade(url, '/sip')).toBe('closed')
})
