import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import { StackError } from './errors.ts'

export type PortKind = 'tcp' | 'udp'

/** Whether a port can be bound now, on the given address (default: every address). */
export function isFree(kind: PortKind, port: number, host = '0.0.0.0'): Promise<boolean> {
  return new Promise((resolve) => {
    if (kind === 'udp') {
      const socket = createSocket('udp4')
      socket.once('error', () => {
        socket.close()
        resolve(false)
      })
      socket.bind({ port, address: host, exclusive: true }, () => socket.close(() => resolve(true)))
      return
    }
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

// Below the kernel's range for outgoing connections (32768 and up), so that no
// passing connection takes a port between the choice and its use.
const firstPort = 23_000
const lastPort = 31_999

/**
 * A port that is free now, searched upwards from a random start; `taken` are
 * left out. Throws StackError `noFreePort`.
 */
export async function findFreePort(
  kind: PortKind,
  taken: ReadonlySet<number> = new Set(),
): Promise<number> {
  const span = lastPort - firstPort + 1
  const start = Math.floor(Math.random() * span)
  for (let step = 0; step < span; step++) {
    const port = firstPort + ((start + step) % span)
    if (!taken.has(port) && (await isFree(kind, port))) return port
  }
  throw new StackError('noFreePort', `No free ${kind} port between ${firstPort} and ${lastPort}.`)
}

/** One Asterisk's SIP port and RTP block; the bound SIP port is the claim to the block. */
export type MediaSlot = { sip: number; rtpStart: number; rtpEnd: number }

const slotCount = 12
const blockSize = 1000
const firstRtp = 10_000
const firstSip = 22_060

/** Slot number `index` of the machine. */
export const mediaSlot = (index: number): MediaSlot => ({
  sip: firstSip + index,
  rtpStart: firstRtp + index * blockSize,
  rtpEnd: firstRtp + (index + 1) * blockSize - 1,
})

/** The first media slot nobody on this machine holds. Throws StackError `noFreePort`. */
export async function findMediaSlot(taken: ReadonlySet<number> = new Set()): Promise<MediaSlot> {
  for (let index = 0; index < slotCount; index++) {
    const slot = mediaSlot(index)
    if (!taken.has(slot.sip) && (await isFree('udp', slot.sip))) return slot
  }
  throw new StackError(
    'noFreePort',
    `All ${slotCount} blocks of media ports are in use on this machine; stop another Callfloor first.`,
  )
}
