import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { dirname } from 'node:path'

export type Encoded = { bytes: number; sha256: string; durationMs: number }

const longestMs = 10 * 60_000
const toleranceMs = 200
/** Of the decoded sound: 8 kHz, 16 bit, mono. */
const bytesPerMs = 16

/**
 * Encodes a raw recording to mono Opus of 16 kbit/s in Ogg (RFC 6716, RFC 7845) and proves it by
 * decoding: what comes out is as long as what went in, within 200 ms. The file appears whole or not
 * at all, readable by its owner only.
 * @throws Error that says what was wrong; nothing is left behind
 */
export async function encode(
  ffmpeg: string,
  raw: { path: string; durationMs: number },
  target: string,
): Promise<Encoded> {
  const part = `${target}.${randomUUID()}.part`
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  try {
    // The header of a file that was cut off states no length: read to its end instead.
    const input = ['-f', 'wav', '-ignore_length', '1', '-i', raw.path]
    const opus = ['-c:a', 'libopus', '-b:a', '16k', '-application', 'voip', '-ac', '1']
    await runFfmpeg(ffmpeg, [...input, '-map_metadata', '-1', ...opus, '-f', 'ogg', part])
    const durationMs = await decodedMs(ffmpeg, part)
    if (durationMs === 0) throw new Error('the encoded recording is empty')
    if (Math.abs(durationMs - raw.durationMs) > toleranceMs) {
      const lengths = `${Math.round(durationMs)} ms instead of ${Math.round(raw.durationMs)} ms`
      throw new Error(`the encoded recording has another length: ${lengths}`)
    }
    await chmod(part, 0o600)
    const bytes = await flush(part)
    const sha256 = await hashOf(part)
    await rename(part, target)
    await flush(dirname(target))
    return { bytes, sha256, durationMs: Math.round(durationMs) }
  } finally {
    await rm(part, { force: true })
  }
}

/** How long the sound of an encoded recording lasts, by decoding all of it. */
async function decodedMs(ffmpeg: string, path: string): Promise<number> {
  let bytes = 0
  const pcm = ['-f', 's16le', '-ar', '8000', '-ac', '1', 'pipe:1']
  await runFfmpeg(ffmpeg, ['-xerror', '-i', path, ...pcm], (chunk) => {
    bytes += chunk.length
  })
  return bytes / bytesPerMs
}

export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

/** Waits until a file or folder is on the disk; its size. */
async function flush(path: string): Promise<number> {
  const file = await open(path, 'r')
  try {
    await file.sync()
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}

function runFfmpeg(
  ffmpeg: string,
  args: string[],
  onOutput: (chunk: Buffer) => void = () => {},
): Promise<void> {
  const quiet = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-threads', '1', '-y']
  return new Promise((resolve, reject) => {
    const child = spawn(ffmpeg, [...quiet, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: longestMs,
      killSignal: 'SIGKILL',
    })
    yieldToCalls(child.pid)
    let said = ''
    child.stdout.on('data', onOutput)
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-2000)
    })
    child.on('error', (error) => reject(new Error(`ffmpeg could not be run: ${error.message}`)))
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`ffmpeg failed (${code}): ${said.trim()}`))
    })
  })
}

/** A recording can wait, a caller can not: encoding takes only what calls leave of the processor. */
function yieldToCalls(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW)
  } catch {
    // It is over already.
  }
}
