import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { StackError } from '../../src/home/errors.ts'

/** What an INVITE says; everything is sent as it is written here. */
export type Invite = {
  /** Number in the request URI and in To, written as it shall stand there. */
  user: string
  /** The whole request URI, where `user` is not enough. */
  uri?: string
  /** The From header without its tag. */
  from?: string
  /** More header lines. */
  headers?: readonly string[]
  /** What an answered caller waits for before they hang up. */
  until?: () => Promise<unknown>
}

/** A telephone without manners: SIP over UDP (RFC 3261) from a loopback address of its own. */
export type SipSender = {
  /** Sends one datagram as it is; a call that comes of it is hung up. */
  send(datagram: string): void
  /** An INVITE as `invite` sends it, to be damaged. */
  written(invite: Invite): string
  /**
   * Places a call and returns its final status. An answered one is acknowledged and hung up.
   * Repeats itself as RFC 3261 17.1.1.2 says; throws StackError `noAnswer` after 16 s.
   */
  invite(invite: Invite): Promise<number>
  close(): void
}

type Waiting = { told(status: number): void; until: Invite['until'] }
const longestMs = 16_000
// A lone carriage return is part of the value.
const headerOf = (message: string, name: string): string =>
  new RegExp(`^${name}: *([^]*?)\r\n`, 'im').exec(message)?.[1] ?? ''

export async function givenSipSender(
  local: string,
  target: { host: string; port: number },
): Promise<SipSender> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, local, resolve))
  const { port } = socket.address()
  const waiting = new Map<string, Waiting>()
  const send = (text: string) => socket.send(text, target.port, target.host)
  const branch = () => `z9hG4bK${randomBytes(8).toString('hex')}`
  const via = (value: string) => `Via: SIP/2.0/UDP ${local}:${port};rport;branch=${value}`

  function written({ user, uri, from, headers = [] }: Invite): string {
    const at = `${target.host}:${target.port}`
    return [
      `INVITE ${uri ?? `sip:${user}@${at}`} SIP/2.0`,
      via(branch()),
      'Max-Forwards: 70',
      `From: ${from ?? `<sip:+12025550111@${local}>`};tag=${randomBytes(4).toString('hex')}`,
      `To: <sip:${user}@${at}>`,
      `Call-ID: ${randomBytes(12).toString('hex')}@${local}`,
      'CSeq: 1 INVITE',
      `Contact: <sip:caller@${local}:${port}>`,
      ...headers,
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n')
  }

  /** A request within the dialog that `response` made, or the ACK of a refusal. */
  function follow(method: 'ACK' | 'BYE', response: string): string {
    const refused = !/^SIP\/2\.0 2/.test(response)
    const contact = /<([^>]+)>/.exec(headerOf(response, 'Contact'))?.[1]
    return [
      `${method} ${contact ?? `sip:${target.host}:${target.port}`} SIP/2.0`,
      refused ? `Via: ${headerOf(response, 'Via')}` : via(branch()),
      'Max-Forwards: 70',
      `From: ${headerOf(response, 'From')}`,
      `To: ${headerOf(response, 'To')}`,
      `Call-ID: ${headerOf(response, 'Call-ID')}`,
      `CSeq: ${method === 'ACK' ? 1 : 2} ${method}`,
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n')
  }

  socket.on('message', async (bytes) => {
    const message = bytes.toString('utf8')
    const status = Number(/^SIP\/2\.0 (\d{3})/.exec(message)?.[1])
    if (!(status >= 200) || !/INVITE$/.test(headerOf(message, 'CSeq'))) return
    const call = waiting.get(headerOf(message, 'Call-ID'))
    send(follow('ACK', message))
    if (status < 300) {
      // What is missed here, the caller of `until` sees in its own expectations.
      await call?.until?.().catch(() => {})
      send(follow('BYE', message))
    }
    call?.told(status)
  })

  return {
    send,
    written,
    async invite(invite) {
      const request = written(invite)
      const answer = Promise.withResolvers<number>()
      waiting.set(headerOf(request, 'Call-ID'), { told: answer.resolve, until: invite.until })
      const began = performance.now()
      const repeat = setInterval(() => {
        if (performance.now() - began < longestMs) return send(request)
        answer.reject(new StackError('noAnswer', `No final answer to:\n${request}`))
      }, 500)
      send(request)
      try {
        return await answer.promise
      } finally {
        clearInterval(repeat)
      }
    },
    close: () => socket.close(),
  }
}
