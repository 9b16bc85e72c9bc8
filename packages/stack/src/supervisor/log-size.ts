import {
  copyFileSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

const mostLog = 20 * 1024 * 1024
const mostRecord = 64 * 1024 * 1024
const keepRecordsMs = 30 * 24 * 3600 * 1000
const everyMs = 60_000

/**
 * Cuts a log that grew past 20 MB: what it held goes to `<file>.1` and it goes on from
 * nothing. Its writer appends, so it need not know. Only for people's logs, never for
 * the files the record of calls is made from.
 */
export function cutLongLogs(folders: string[], most = mostLog): void {
  for (const folder of folders.filter(existsSync)) {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      if (!name.endsWith('.log') || name === 'collected.log') continue
      const stat = statSync(path)
      if (!stat.isFile() || stat.size < most) continue
      copyFileSync(path, `${path}.1`)
      truncateSync(path)
    }
  }
}

/**
 * Moves a record (CEL file, queue_log) that grew past 64 MB aside, to `<file>.<Unix ms>`,
 * and has Asterisk open a new one; the API's reader finishes the old one first. What was
 * moved aside 30 days ago is removed. Returns whether anything was moved.
 */
export async function rotateRecords(
  paths: string[],
  reopen: () => Promise<unknown>,
  limits = { most: mostRecord, keepMs: keepRecordsMs },
): Promise<boolean> {
  const now = Date.now()
  const long = paths.filter((path) => existsSync(path) && statSync(path).size >= limits.most)
  for (const path of long) renameSync(path, `${path}.${now}`)
  if (long.length > 0) await reopen()
  for (const path of paths.filter((each) => existsSync(dirname(each)))) {
    for (const name of readdirSync(dirname(path))) {
      const [, at] = /\.(\d{13})$/.exec(name) ?? []
      const old = join(dirname(path), name)
      if (at && old === `${path}.${at}` && now - Number(at) > limits.keepMs) rmSync(old)
    }
  }
  return long.length > 0
}

/** Keeps logs and records in bounds, once a minute, until stopped. */
export function keepLogsShort(options: {
  logs: string[]
  records: string[]
  reopen(): Promise<unknown>
}): { stop(): void } {
  const look = async () => {
    cutLongLogs(options.logs)
    await rotateRecords(options.records, options.reopen)
  }
  // A file may vanish between listing and cutting, or Asterisk be away: the next minute looks again.
  const timer = setInterval(() => void look().catch(() => {}), everyMs)
  return { stop: () => clearInterval(timer) }
}
