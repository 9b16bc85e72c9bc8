import { type FSWatcher, watch } from 'node:fs'
import { dirname } from 'node:path'
import { createBackoff } from '../ami/backoff.ts'
import { AsteriskError } from '../errors.ts'
import { cutLines, type LogLine } from './lines.ts'
import { findFile, nextFile, type OpenLog, verdictOn } from './log-files.ts'

/** A place in a log: the file's generation and the byte after the last line handled. */
export type LogPosition = { generation: string; offset: number }

export type LogBatch = {
  generation: string
  lines: LogLine[]
  /** To be stored in the same transaction as the lines. */
  next: LogPosition
}

export type LogTailOptions = {
  path: string
  /** Where to go on; null begins with the current file. */
  from: LogPosition | null
  /** Takes a batch; when it fails the same batch comes again, with back-off, until it succeeds. */
  onLines: (batch: LogBatch) => Promise<void>
  /** A failed `onLines`, a skipped line (`logLineTooLong`), a lost file (`logGenerationLost`). */
  onProblem?: (error: unknown) => void
  /** Bytes read at once, and so the longest line; default 1 MiB. */
  batchBytes?: number
  batchLines?: number
  pollMs?: number
}

export type LogTail = {
  start(): void
  /** Reads all whole lines there are now; resolves when they have been handled. */
  sync(): Promise<void>
  position(): LogPosition | null
  close(): Promise<void>
}

/**
 * Follows a log file across rotation, by rename as by copy and truncate: the old file is read
 * to its end first. Only whole lines are handed on, in order, each with its offset, so that a
 * consumer which stores lines and offset together sees every line exactly once.
 */
export function createLogTail(options: LogTailOptions): LogTail {
  const batchBytes = options.batchBytes ?? 1024 * 1024
  const batchLines = options.batchLines ?? 500
  const retry = createBackoff(200, 5_000)
  let position = options.from
  let log: OpenLog | undefined
  let chunk: Buffer | undefined
  let closed = false
  let wanted = false
  let running: Promise<void> | undefined
  let watcher: FSWatcher | undefined
  let poll: NodeJS.Timeout | undefined
  let wake: (() => void) | undefined
  let skipping = false

  async function open(): Promise<boolean> {
    const found = await findFile(options.path, position)
    if (found === undefined) return false
    if (position !== null && found.lost) {
      options.onProblem?.(
        new AsteriskError(
          'logGenerationLost',
          `The log that was read up to ${position.offset} is gone (${options.path}); reading goes on with the oldest file there is.`,
          { path: options.path, generation: position.generation },
        ),
      )
    }
    log = found.log
    position = { generation: found.log.generation, offset: found.offset }
    return true
  }

  async function leave(): Promise<void> {
    const old = log
    log = undefined
    await old?.handle.close()
  }

  /** One batch, or one change of file; false when there is nothing to do now. */
  async function step(): Promise<boolean> {
    if (log === undefined && !(await open())) return false
    if (log === undefined || position === null) return false
    chunk ??= Buffer.allocUnsafe(batchBytes)
    const { bytesRead } = await log.handle.read(chunk, 0, batchBytes, position.offset)
    const verdict = await verdictOn(log, position.offset)
    if (verdict === 'rewritten') {
      // Emptied and written anew: what the copy holds after our offset is found beside it.
      await leave()
      return open()
    }
    const lines = cutLines(chunk.subarray(0, bytesRead), position.offset, batchLines)
    if (skipping && lines.length > 0) {
      skipping = false
      return advance(lines[0]?.nextOffset ?? position.offset)
    }
    if (lines.length > 0) return deliver(lines)
    if (bytesRead === batchBytes) return skip(position.offset + bytesRead)
    const next = await nextFile(options.path, log)
    if (next === undefined) return false
    // What came between our reading and the move; from here on nobody writes to the old file.
    const again = await log.handle.read(chunk, 0, batchBytes, position.offset)
    if (again.bytesRead > bytesRead) {
      await next.handle.close()
      return true
    }
    skipping = false
    await leave()
    log = next
    position = { generation: next.generation, offset: 0 }
    return true
  }

  function advance(offset: number): boolean {
    if (position !== null) position = { ...position, offset }
    return true
  }

  function skip(offset: number): boolean {
    if (!skipping) {
      const text = `A line of ${options.path} is longer than ${batchBytes} bytes and was skipped.`
      options.onProblem?.(new AsteriskError('logLineTooLong', text, { path: options.path, offset }))
    }
    skipping = true
    return advance(offset)
  }

  async function deliver(lines: LogLine[]): Promise<boolean> {
    const last = lines.at(-1)
    if (position === null || last === undefined) return false
    const { generation } = position
    const next = { generation, offset: last.nextOffset }
    while (!closed) {
      try {
        await options.onLines({ generation, lines, next })
        retry.reset()
        position = next
        return true
      } catch (error) {
        options.onProblem?.(error)
        await pause(retry.next())
      }
    }
    return false
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async function run(): Promise<void> {
    while (wanted && !closed) {
      wanted = false
      try {
        let more = true
        while (more && !closed) more = await step()
      } catch (error) {
        options.onProblem?.(
          new AsteriskError(
            'logUnreadable',
            `${options.path} could not be read; it is tried again.`,
            {},
            error,
          ),
        )
        await leave().catch(() => undefined)
      }
    }
    running = undefined
  }

  function nudge(): Promise<void> {
    wanted = true
    running ??= run()
    return running
  }

  function look(): void {
    if (watcher === undefined) {
      try {
        watcher = watch(dirname(options.path), { persistent: false }, () => void nudge())
        watcher.on('error', () => {
          watcher?.close()
          watcher = undefined
        })
      } catch {
        // No folder yet, or no watches left: the poll alone finds new lines.
      }
    }
    void nudge()
  }

  return {
    start() {
      if (closed || poll !== undefined) return
      poll = setInterval(look, options.pollMs ?? 1_000)
      look()
    },
    async sync() {
      if (!closed) await nudge()
    },
    position: () => position,
    async close() {
      closed = true
      clearInterval(poll)
      watcher?.close()
      wake?.()
      await running
      await leave()
    },
  }
}
