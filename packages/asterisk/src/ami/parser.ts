import { AsteriskError } from '../errors.ts'
import { AmiMessage } from './message.ts'

export type AmiParserOptions = {
  /** A longer frame is dropped whole and reported; default 1 MiB. */
  maxFrameBytes?: number
  /** Told of each dropped frame (`amiFrameTooLarge`); the stream goes on after it. */
  onError?: (error: AsteriskError) => void
}

export type AmiParser = {
  /** Takes the next bytes in any cut and returns the messages they complete. */
  feed(chunk: Uint8Array, receivedAt?: number): AmiMessage[]
  /** The greeting line (`Asterisk Call Manager/9.0.0`) once seen. */
  readonly banner: string | undefined
  /** Bytes held for a frame not yet complete. */
  readonly pendingBytes: number
}

const END_OF_FRAME = Buffer.from('\r\n\r\n')
const BANNER = 'Asterisk Call Manager/'

/**
 * Splits an AMI byte stream into messages, without a socket. Frames are cut on bytes and
 * decoded whole, so a UTF-8 letter cut by a chunk edge survives; ill-formed UTF-8 becomes
 * U+FFFD. Source: Asterisk's AMI v2 specification (frames end with an empty line).
 */
export function createAmiParser(options: AmiParserOptions = {}): AmiParser {
  const maxFrameBytes = options.maxFrameBytes ?? 1024 * 1024
  let pending: Buffer[] = []
  let pendingBytes = 0
  let dropping = false
  let banner: string | undefined
  let sequence = 0

  function take(chunk: Buffer): Buffer {
    if (pendingBytes === 0) return chunk
    pending.push(chunk)
    const joined = Buffer.concat(pending, pendingBytes + chunk.length)
    pending = []
    pendingBytes = 0
    return joined
  }

  function hold(rest: Buffer): void {
    if (rest.length === 0) return
    // A copy, so that a few waiting bytes do not keep a whole socket chunk alive.
    const copy = Buffer.from(rest)
    pending = [copy]
    pendingBytes = copy.length
  }

  function refuse(bytes: number): void {
    options.onError?.(
      new AsteriskError(
        'amiFrameTooLarge',
        `An AMI frame passed ${maxFrameBytes} bytes and was dropped; take a snapshot to be exact again.`,
        { bytes, maxFrameBytes },
      ),
    )
  }

  /** A long frame arriving in pieces is only joined when its end may be in the new piece. */
  function mayEndIn(chunk: Buffer): boolean {
    const last = pending.at(-1)
    if (last === undefined || banner === undefined) return true
    const seam = Buffer.concat([last.subarray(-3), chunk.subarray(0, 3)])
    return (
      pendingBytes + chunk.length > maxFrameBytes ||
      last.length < 3 ||
      chunk.length < 3 ||
      seam.includes(END_OF_FRAME) ||
      chunk.includes(END_OF_FRAME)
    )
  }

  function feed(bytes: Uint8Array, receivedAt = Date.now()): AmiMessage[] {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (!mayEndIn(chunk)) {
      pending.push(Buffer.from(chunk))
      pendingBytes += chunk.length
      return []
    }
    const buffer = take(chunk)
    const messages: AmiMessage[] = []
    let from = 0
    if (banner === undefined && !dropping) {
      const end = bannerEnd(buffer)
      if (end === 'incomplete') {
        hold(buffer)
        return messages
      }
      banner = buffer.toString('utf8', 0, Math.max(0, end - 2))
      from = end
    }
    for (;;) {
      const end = buffer.indexOf(END_OF_FRAME, from)
      if (end < 0) break
      if (dropping) dropping = false
      else if (end - from > maxFrameBytes) refuse(end - from)
      else if (end > from) {
        sequence += 1
        messages.push(new AmiMessage(buffer.toString('utf8', from, end), sequence, receivedAt))
      }
      from = end + 4
    }
    const rest = buffer.subarray(from)
    if (!dropping && rest.length > maxFrameBytes) {
      dropping = true
      refuse(rest.length)
    }
    // While dropping, the last three bytes are enough to see the frame's end.
    hold(dropping ? rest.subarray(-3) : rest)
    return messages
  }

  return {
    feed,
    get banner() {
      return banner
    },
    get pendingBytes() {
      return pendingBytes
    },
  }
}

/** Where the greeting line ends; 0 when the stream starts without one. */
function bannerEnd(buffer: Buffer): number | 'incomplete' {
  const start = buffer.toString('latin1', 0, BANNER.length)
  if (!BANNER.startsWith(start)) return 0
  const end = buffer.indexOf('\r\n')
  if (end >= 0) return end + 2
  return buffer.length > 256 ? 0 : 'incomplete'
}
