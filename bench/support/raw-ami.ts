import { once } from 'node:events'
import { createConnection } from 'node:net'
import type { Stack } from '@callfloor/stack'

/** An AMI event as it came off the wire. Times in ms since the epoch. */
export type RawEvent = {
  receivedAt: number
  /** When Asterisk made it: header Timestamp, from the same machine's clock. */
  madeAt: number
  get(header: string): string
}

export const now = (): number => performance.timeOrigin + performance.now()

/**
 * The least an AMI reader can be: a socket, a login, and frames cut at the empty line. All events,
 * no filters. Throws when the login is refused. Returns how to close it.
 */
export async function readRawAmi(
  stack: Stack,
  onEvent: (event: RawEvent) => void,
): Promise<() => void> {
  const { host, port, user, secret } = stack.asterisk.ami
  const socket = createConnection({ host, port })
  socket.setNoDelay(true)
  await once(socket, 'connect')
  const { promise: loggedIn, resolve, reject } = Promise.withResolvers<void>()
  let rest = ''
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    const receivedAt = now()
    rest += chunk
    for (let end = rest.indexOf('\r\n\r\n'); end >= 0; end = rest.indexOf('\r\n\r\n')) {
      const frame = `\r\n${rest.slice(0, end)}\r\n`
      rest = rest.slice(end + 4)
      const get = (header: string) => headerOf(frame, header)
      if (get('Response') === 'Error') reject(new Error(`AMI refused: ${get('Message')}`))
      if (get('Event') === 'FullyBooted') resolve()
      if (get('Event')) onEvent({ receivedAt, madeAt: Number(get('Timestamp')) * 1000, get })
    }
  })
  socket.write(`Action: Login\r\nUsername: ${user}\r\nSecret: ${secret}\r\n\r\n`)
  await loggedIn
  return () => socket.destroy()
}

function headerOf(frame: string, header: string): string {
  const from = frame.indexOf(`\r\n${header}: `)
  if (from < 0) return ''
  const start = from + header.length + 4
  return frame.slice(start, frame.indexOf('\r\n', start))
}
