import { type FileHandle, open, stat } from 'node:fs/promises'
import { generationOf, rotatedSiblings } from './generation.ts'
import type { LogPosition } from './tail.ts'

/** An open log file under its generation. A `~n` at the end counts refills with the same first line. */
export type OpenLog = { handle: FileHandle; ino: bigint; generation: string; base: string }

async function openLog(path: string): Promise<OpenLog | undefined> {
  let handle: FileHandle
  try {
    handle = await open(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const base = await generationOf(handle)
  if (base === undefined) {
    await handle.close()
    return undefined
  }
  const { ino } = await handle.stat({ bigint: true })
  return { handle, ino, generation: base, base }
}

/**
 * The file to read next for `position`: the one of its generation, wherever rotation moved it.
 * If that is gone, the oldest there is (`lost`). Undefined while there is nothing to read.
 */
export async function findFile(
  path: string,
  position: LogPosition | null,
): Promise<{ log: OpenLog; offset: number; lost: boolean } | undefined> {
  if (position === null) {
    const log = await openLog(path)
    return log && { log, offset: 0, lost: false }
  }
  const siblings = await rotatedSiblings(path)
  const wanted = baseOf(position.generation)
  for (const candidate of [path, ...siblings.toReversed()]) {
    const log = await openLog(candidate)
    if (log === undefined) continue
    const { size } = await log.handle.stat()
    if (log.base === wanted && size >= position.offset) {
      return {
        log: { ...log, generation: position.generation },
        offset: position.offset,
        lost: false,
      }
    }
    if (log.base === wanted) {
      return { log: { ...log, generation: refilled(position.generation) }, offset: 0, lost: false }
    }
    await log.handle.close()
  }
  const copy = await findCopy(siblings, wanted, position.offset)
  if (copy)
    return {
      log: { ...copy, generation: position.generation },
      offset: position.offset,
      lost: false,
    }
  for (const candidate of [...siblings, path]) {
    const log = await openLog(candidate)
    if (log) return { log, offset: 0, lost: true }
  }
  return undefined
}

/** After copy and truncate the same first line stands in a file with another inode. */
async function findCopy(
  siblings: readonly string[],
  wanted: string,
  offset: number,
): Promise<OpenLog | undefined> {
  for (const candidate of siblings.toReversed()) {
    const log = await openLog(candidate)
    if (log === undefined) continue
    if (hashOf(log.base) === hashOf(wanted) && (await log.handle.stat()).size >= offset) return log
    await log.handle.close()
  }
  return undefined
}

/**
 * The file after `log` once that has been read to its end: the next younger rotated one, else
 * the current one. Undefined while `log` is the current one or its successor has no line yet
 * (until then Asterisk may still write to the old one).
 */
export async function nextFile(path: string, log: OpenLog): Promise<OpenLog | undefined> {
  const current = await inodeOf(path)
  if (current === undefined || current === log.ino) return undefined
  const siblings = await rotatedSiblings(path)
  const inodes = await Promise.all(siblings.map(inodeOf))
  const own = inodes.indexOf(log.ino)
  const younger = own < 0 ? [] : siblings.slice(own + 1)
  for (const candidate of [...younger, path]) {
    const next = await openLog(candidate)
    if (next) return next
  }
  return undefined
}

/** Whether the file is still the one it was: a truncated one is not, even when it grew again. */
export async function verdictOn(log: OpenLog, offset: number): Promise<'same' | 'rewritten'> {
  const { size } = await log.handle.stat()
  if (size < offset) return 'rewritten'
  return hashOf((await generationOf(log.handle)) ?? '') === hashOf(log.base) ? 'same' : 'rewritten'
}

async function inodeOf(path: string): Promise<bigint | undefined> {
  try {
    return (await stat(path, { bigint: true })).ino
  } catch {
    return undefined
  }
}

const baseOf = (generation: string): string => generation.replace(/~[0-9]+$/, '')
const hashOf = (base: string): string => base.slice(base.indexOf('-') + 1)

function refilled(generation: string): string {
  const count = Number(/~([0-9]+)$/.exec(generation)?.[1] ?? 0)
  return `${baseOf(generation)}~${count + 1}`
}
