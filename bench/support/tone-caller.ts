import { randomUUID } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { Address } from './phones.ts'
import { now } from './raw-ami.ts'
import { audioOf, messageOf, parseSip, type SipMessage } from './sip-message.ts'
import { decodeUlaw, encodeUlaw, shareAt } from './tone.ts'

export type ToneCallOptions = {
  /** The caller's own address. */
  host: string
  /** User part of From. */
  caller: string
  number: string
  target: Address
  /** The tone the caller speaks from the answer on. */
  speaks: number
  /** The tone the caller listens for. */
  listensFor: number
}

/** A call under way. */
export type ToneCall = {
  /** When the first packet arrived that is mostly the tone listened for; ms since the epoch. */
  heard: Promise<number>
  /** Hangs up; resolves when that is confirmed. */
  hangUp(): Promise<void>
}

const packetMs = 20
const packetSamples = 160

async function bound(host: string): Promise<Socket> {
  const socket = createSocket('udp4')
  socket.bind(0, host)
  await once(socket, 'listening')
  return socket
}

/** RTP of G.711 µ-law at `hz`, a packet each 20 ms (RFC 3550, RFC 3551). */
function speak(socket: Socket, to: Address, hz: number): NodeJS.Timeout {
  let sent = 0
  return setInterval(() => {
    const packet = Buffer.alloc(12 + packetSamples)
    packet[0] = 0x80
    packet.writeUInt16BE(sent & 0xffff, 2)
    packet.writeUInt32BE((sent * packetSamples) >>> 0, 4)
    packet.writeUInt32BE(0xbe7c0001, 8)
    for (let i = 0; i < packetSamples; i++) {
      const at = sent * packetSamples + i
      packet[12 + i] = encodeUlaw(0.4 * Math.sin((2 * Math.PI * hz * at) / 8000))
    }
    sent += 1
    socket.send(packet, to.port, to.host)
  }, packetMs)
}

function isTone(packet: Buffer, hz: number): boolean {
  const payloadType = (packet[1] ?? 0) & 0x7f
  if (payloadType !== 0) return false
  return shareAt(Float64Array.from(packet.subarray(12), decodeUlaw), hz) > 0.5
}

/**
 * A real caller, SIP and RTP over UDP, whose every packet is stamped by the clock of this process:
 * that is what the simulator's recording cannot give. Resolves when the far end rings; rejects
 * when it refuses.
 */
export async function placeToneCall(options: ToneCallOptions): Promise<ToneCall> {
  const { host, caller, number, target, speaks, listensFor } = options
  const [sip, rtp] = await Promise.all([bound(host), bound(host)])
  const local = `${host}:${sip.address().port}`
  const remote = `sip:${number}@${target.host}:${target.port}`
  const callId = randomUUID()
  const heard = Promise.withResolvers<number>()
  const ringing = Promise.withResolvers<void>()
  const over = Promise.withResolvers<void>()
  heard.promise.catch(() => {})
  let to = `<${remote}>`
  let voice: NodeJS.Timeout | undefined
  const transmit = (text: string) => sip.send(text, target.port, target.host)
  const request = (method: string, cseq: number, more: string[] = [], body = '') =>
    messageOf(
      [
        `${method} ${remote} SIP/2.0`,
        `Via: SIP/2.0/UDP ${local};branch=z9hG4bK${callId}-${cseq}-${method}`,
        `From: <sip:${caller}@${local}>;tag=${callId}`,
        `To: ${to}`,
        `Call-ID: ${callId}`,
        `CSeq: ${cseq} ${method}`,
        `Contact: <sip:${caller}@${local}>`,
        'Max-Forwards: 70',
        'Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE',
        ...more,
      ],
      body,
    )
  const end = () => {
    clearInterval(voice)
    heard.reject(new Error('The call was over before the tone came.'))
    over.resolve()
  }
  const onResponse = ({ status, method, all, body }: SipMessage) => {
    if (status === null || status === 100) return
    if (method === 'BYE') return end()
    if (method !== 'INVITE') return
    to = all('to')[0] ?? to
    if (status < 200) return ringing.resolve()
    transmit(request('ACK', 1))
    if (status >= 300) {
      ringing.reject(new Error(`${number} was refused with ${status}.`))
      return end()
    }
    voice ??= speak(rtp, audioOf(body), speaks)
  }
  const onRequest = ({ method, all }: SipMessage) => {
    if (method === 'ACK') return
    const echoed = ['via', 'from', 'to', 'call-id', 'cseq'].flatMap((name) =>
      all(name).map((value) => `${name}: ${value}`),
    )
    transmit(messageOf(['SIP/2.0 200 OK', ...echoed, `Contact: <sip:${caller}@${local}>`]))
    if (method === 'BYE') end()
  }
  sip.on('message', (datagram) => {
    const message = parseSip(datagram.toString())
    if (message.status === null) onRequest(message)
    else onResponse(message)
  })
  rtp.on('message', (packet) => {
    if (isTone(packet, listensFor)) heard.resolve(now())
  })
  const sdp = [
    'v=0',
    `o=bench 1 1 IN IP4 ${host}`,
    's=-',
    `c=IN IP4 ${host}`,
    't=0 0',
    `m=audio ${rtp.address().port} RTP/AVP 0`,
    'a=rtpmap:0 PCMU/8000',
    'a=ptime:20',
    '',
  ].join('\r\n')
  transmit(request('INVITE', 1, ['Content-Type: application/sdp'], sdp))
  const close = () => {
    clearInterval(voice)
    sip.close()
    rtp.close()
  }
  try {
    await within(15_000, ringing.promise, `${number} does not ring.`)
  } catch (error) {
    close()
    throw error
  }
  return {
    heard: within(15_000, heard.promise, 'The caller hears no tone.'),
    async hangUp() {
      transmit(request('BYE', 2))
      await within(5_000, over.promise, 'The hang-up was not confirmed.').finally(close)
    },
  }
}

/** The promise, or a rejection with `failure` after `ms`. */
export function within<T>(ms: number, promise: Promise<T>, failure: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(failure)), ms)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
