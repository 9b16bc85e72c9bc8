import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const rate = 8000

/**
 * For tests: a file as MixMonitor writes it, 8 kHz 16 bit mono, with a 440 Hz tone.
 * `open`: its header is not completed yet, as while Asterisk is still writing.
 */
export function writeWav(path: string, durationMs: number, { open = false } = {}): void {
  const samples = Math.round((durationMs * rate) / 1000)
  const sound = Buffer.alloc(samples * 2)
  for (let n = 0; n < samples; n++) {
    sound.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * 440 * n) / rate)), n * 2)
  }
  const stated = open ? 0 : sound.length
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + stated, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(stated, 40)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, Buffer.concat([header, sound]))
}

/** Makes a file look as if nobody had written to it for an hour. */
export function makeOld(path: string): void {
  const at = new Date(Date.now() - 3_600_000)
  utimesSync(path, at, at)
}
