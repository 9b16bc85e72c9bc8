import { StackError } from '../home/errors.ts'

/** Mono 16-bit sound as floats from -1 to 1. */
export type Sound = { rate: number; samples: Float64Array }

/**
 * Reads a mono 16-bit PCM WAV file, finished or still being written (the sizes in the
 * header are then 0; the data goes to the end of the file). Source: RIFF/WAVE as
 * written by Asterisk's format_wav. Throws StackError `notWav`.
 */
export function parseWav(bytes: Uint8Array): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tag = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))
  if (bytes.byteLength < 44 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') {
    throw new StackError('notWav', 'This is not a WAV file; give a mono 16-bit PCM WAV.')
  }
  let rate = 0
  for (let at = 12; at + 8 <= bytes.byteLength; ) {
    const size = view.getUint32(at + 4, true)
    if (tag(at) === 'fmt ') {
      const [format, channels, bits] = [at + 8, at + 10, at + 22].map((o) =>
        view.getUint16(o, true),
      )
      if (format !== 1 || channels !== 1 || bits !== 16) {
        throw new StackError('notWav', 'The WAV file must be mono 16-bit PCM.')
      }
      rate = view.getUint32(at + 12, true)
    }
    if (tag(at) === 'data') {
      const start = at + 8
      const end = size === 0 ? bytes.byteLength : Math.min(bytes.byteLength, start + size)
      const samples = new Float64Array(Math.max(0, Math.floor((end - start) / 2)))
      for (let i = 0; i < samples.length; i++)
        samples[i] = view.getInt16(start + 2 * i, true) / 32_768
      return { rate, samples }
    }
    at += 8 + size + (size % 2)
  }
  throw new StackError('notWav', 'The WAV file holds no sound.')
}

/** Writes mono 16-bit PCM WAV bytes. */
export function formatWav({ rate, samples }: Sound): Buffer {
  const bytes = Buffer.alloc(44 + samples.length * 2)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + samples.length * 2, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(rate, 24)
  bytes.writeUInt32LE(rate * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(samples.length * 2, 40)
  samples.forEach((sample, i) => {
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), 44 + 2 * i)
  })
  return bytes
}
