import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

const FIRST_LINE_LIMIT = 4096
const byNumber = new Intl.Collator('en', { numeric: true })

/**
 * Names one life of a log file: its inode and a hash of its first line. A rename keeps the
 * name (so a rotated file is found again); a new file, or one emptied and written anew, has
 * another. Birth times are not used: some file systems change them with every write.
 * Undefined while the first line is not whole.
 */
export async function generationOf(file: FileHandle): Promise<string | undefined> {
  const { ino } = await file.stat({ bigint: true })
  const head = Buffer.alloc(FIRST_LINE_LIMIT)
  const { bytesRead } = await file.read(head, 0, head.length, 0)
  const end = head.subarray(0, bytesRead).indexOf(10)
  if (end < 0 && bytesRead < FIRST_LINE_LIMIT) return undefined
  const line = head.subarray(0, end < 0 ? FIRST_LINE_LIMIT : end)
  return `${ino}-${createHash('sha256').update(line).digest('hex').slice(0, 16)}`
}

/** Rotated files beside `path` (`name.1`, `name-20260101` …), oldest first, unpacked only. */
export async function rotatedSiblings(path: string): Promise<string[]> {
  const name = basename(path)
  const folder = dirname(path)
  const found: { path: string; mtime: bigint }[] = []
  let entries: string[]
  try {
    entries = await readdir(folder)
  } catch {
    return []
  }
  for (const entry of entries) {
    if (entry === name || !entry.startsWith(name)) continue
    if (!/^[.-][0-9A-Za-z.:_-]+$/.test(entry.slice(name.length))) continue
    if (/\.(gz|bz2|xz|zst|zip|tmp|swp)$/.test(entry)) continue
    try {
      const info = await stat(join(folder, entry), { bigint: true })
      if (info.isFile()) found.push({ path: join(folder, entry), mtime: info.mtimeNs })
    } catch {
      // Rotated away between the two calls: it is not a sibling any more.
    }
  }
  // Clocks tick every few milliseconds: within one tick the name tells.
  found.sort((a, b) => Number(a.mtime - b.mtime) || compareNames(a.path, b.path))
  return found.map((one) => one.path)
}

/** A moment (`.1790000000000`, `-20260101`) grows with time; a plain count (`.1`, `.2`) with age. */
function compareNames(a: string, b: string): number {
  const isMoment = (name: string) => /[0-9]{8,}$/.test(name)
  return isMoment(a) && isMoment(b) ? byNumber.compare(a, b) : byNumber.compare(b, a)
}
