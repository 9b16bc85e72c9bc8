import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { LinkedId } from '@callfloor/domain'

/** What MixMonitor wrote: 8 kHz, 16 bit, mono PCM in WAV. */
export type RawFile = {
  path: string
  /** Bytes of sound. */
  soundBytes: number
  /** False while Asterisk may still be writing to an ended call's file: closing it completes the header. */
  closed: boolean
  durationMs: number
}

const headerBytes = 44
const bytesPerMs = 16
/** A switch that was killed never completes the header; to what is still written, it writes all the time. */
const abandonedMs = 10_000

const folderOf = (spoolDir: string): string => join(spoolDir, 'recordings')
const fileOf = (spoolDir: string, linkedId: LinkedId): string | null =>
  /^[A-Za-z0-9._-]{1,100}$/.test(linkedId) && !linkedId.startsWith('.')
    ? join(folderOf(spoolDir), `${linkedId}.wav`)
    : null

/** The raw recording of a conversation; null where there is none. */
export async function findRaw(spoolDir: string, linkedId: LinkedId): Promise<RawFile | null> {
  const path = fileOf(spoolDir, linkedId)
  if (!path) return null
  const info = await stat(path).catch(() => null)
  if (!info?.isFile()) return null
  const soundBytes = Math.max(0, info.size - headerBytes)
  const stated = await statedBytes(path)
  const closed = stated === soundBytes || Date.now() - info.mtimeMs > abandonedMs
  return { path, soundBytes, closed, durationMs: soundBytes / bytesPerMs }
}

/** Conversations that have a raw recording. */
export async function listRaw(spoolDir: string): Promise<LinkedId[]> {
  const names = await readdir(folderOf(spoolDir)).catch(() => [])
  return names.filter((name) => name.endsWith('.wav')).map((name) => name.slice(0, -'.wav'.length))
}

/** The length of the data chunk as the header states it; -1 where there is no whole header. */
async function statedBytes(path: string): Promise<number> {
  const file = await open(path, 'r')
  try {
    const header = Buffer.alloc(headerBytes)
    const { bytesRead } = await file.read(header, 0, headerBytes, 0)
    return bytesRead === headerBytes ? header.readUInt32LE(40) : -1
  } finally {
    await file.close()
  }
}
