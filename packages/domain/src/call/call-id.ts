import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { CallId, LinkedId, NodeName } from '../ids.ts'

/**
 * The id of the conversation that began with `linkedId` on `node`: a UUIDv7 (RFC 9562) whose time is
 * the second in the linkedid and whose remaining bits are a hash. Live events and log files
 * thus name the same call without asking each other, and a rebuild gives the same ids.
 */
export function callIdOf(node: NodeName, linkedId: LinkedId): CallId {
  return derivedId(`${node}\n${linkedId}`, epochMillisecondsOf(linkedId))
}

/** A UUIDv7 made of `at` (milliseconds) and a hash of `name`: the same for the same input, ever. */
export function derivedId(name: string, at: number): string {
  const hash = bytesToHex(sha256(utf8ToBytes(name)))
  const time = Math.max(0, Math.floor(at)).toString(16).padStart(12, '0').slice(-12)
  const variant = ((Number.parseInt(hash.slice(3, 4), 16) & 0x3) | 0x8).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`
}

/** Asterisk writes `[systemname-]<epoch seconds>.<counter>`. */
function epochMillisecondsOf(linkedId: LinkedId): number {
  const seconds = /(\d{9,11})\.\d+$/.exec(linkedId)?.[1]
  return seconds ? Number(seconds) * 1000 : 0
}
