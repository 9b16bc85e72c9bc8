import { copyFileSync, readdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'

const most = 20 * 1024 * 1024
const everyMs = 60_000

/**
 * Cuts a log that grew past 20 MB: what it held goes to `<file>.1` and it goes on from
 * nothing. Its writer appends, so it need not know. Records (CEL, queue_log) have no
 * `.log` name here or lie in a folder of their own, and are never cut.
 */
export function cutLongLogs(folders: string[]): void {
  for (const folder of folders) {
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

/** Looks at the logs every minute until stopped. */
export function keepLogsShort(folders: string[]): { stop(): void } {
  const timer = setInterval(() => {
    try {
      cutLongLogs(folders)
    } catch {
      // A log may be gone between listing and cutting; the next minute looks again.
    }
  }, everyMs)
  return { stop: () => clearInterval(timer) }
}
