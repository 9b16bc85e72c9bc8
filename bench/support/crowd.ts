import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { livePath } from '@callfloor/contracts'

// A process of its own, and bare sockets instead of socket.io's client: five hundred browsers do
// not share the server's processors, so what stands for them takes as little of them as it can.

export type CrowdOrder = { url: string; cookies: string[]; each: number }
export type CrowdReport = { connected: number; received: number; lost: number }

const count: CrowdReport = { connected: 0, received: 0, lost: 0 }
const report = () => process.send?.(count)

/** A masked text frame (RFC 6455, 5.2); the mask is zero, which leaves the text as it is. */
const frameOf = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)])

// The packets of Engine.IO 4 and Socket.IO 5 that a listener meets.
const joinPacket = frameOf('40')
const pongPacket = frameOf('3')
const ping = '2'.charCodeAt(0)
const snapshotStart = Buffer.from('42["snapshot"')
const eventStart = Buffer.from('42["event"')

/** Cuts unmasked frames out of a stream of bytes; returns what is left of the last one. */
function eachFrame(bytes: Buffer, use: (payload: Buffer) => void): Buffer {
  let at = 0
  for (;;) {
    if (bytes.length < at + 2) break
    const short = (bytes[at + 1] ?? 0) & 0x7f
    const head = short === 126 ? 4 : short === 127 ? 10 : 2
    if (bytes.length < at + head) break
    const length =
      short === 126
        ? bytes.readUInt16BE(at + 2)
        : short === 127
          ? Number(bytes.readBigUInt64BE(at + 2))
          : short
    if (bytes.length < at + head + length) break
    use(bytes.subarray(at + head, at + head + length))
    at += head + length
  }
  return bytes.subarray(at)
}

/** One listener: resolves once it has its snapshot. */
function listen(url: URL, cookie: string): Promise<void> {
  const socket: Socket = connect({ host: url.hostname, port: Number(url.port) })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let upgraded = false
  let rest: Buffer = Buffer.alloc(0)
  socket.setNoDelay(true)
  socket.once('error', reject)
  socket.once('close', () => {
    if (upgraded) count.lost += 1
    reject(new Error('the socket was closed'))
  })
  const take = (payload: Buffer) => {
    if (payload[0] === ping && payload.length === 1) return void socket.write(pongPacket)
    const startsWith = (start: Buffer) => start.equals(payload.subarray(0, start.length))
    if (startsWith(eventStart)) count.received += 1
    else if (startsWith(snapshotStart)) resolve()
    else if (payload[0] === '0'.charCodeAt(0)) socket.write(joinPacket)
  }
  socket.on('data', (chunk: Buffer) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    if (!upgraded) {
      const end = rest.indexOf('\r\n\r\n')
      if (end < 0) return
      const [status = ''] = rest.toString('latin1', 0, end).split('\r\n')
      if (!status.includes(' 101 ')) return void socket.destroy(new Error(status))
      upgraded = true
      rest = rest.subarray(end + 4)
    }
    rest = eachFrame(rest, take)
  })
  socket.write(
    [
      `GET ${livePath}/?EIO=4&transport=websocket HTTP/1.1`,
      `Host: ${url.host}`,
      `Origin: ${url.origin}`,
      `Cookie: ${cookie}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      '',
      '',
    ].join('\r\n'),
  )
  return promise
}

process.on('message', async (message: CrowdOrder | 'report') => {
  if (message === 'report') return report()
  const { url, cookies, each } = message
  try {
    for (const cookie of cookies) {
      await Promise.all(Array.from({ length: each }, () => listen(new URL(url), cookie)))
      count.connected += each
    }
    report()
  } catch (error) {
    process.stderr.write(`The crowd could not connect: ${String(error)}\n`)
    process.exit(1)
  }
})
// Whoever started us went away.
process.on('disconnect', () => process.exit(0))
