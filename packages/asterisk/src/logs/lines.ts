const LINE_FEED = 10

/** One whole line: its text without the line break, where it begins and where the next does. */
export type LogLine = { text: string; offset: number; nextOffset: number }

/**
 * The whole lines at the start of `bytes`, at most `limit`. Ill-formed UTF-8 and NUL, which
 * PostgreSQL cannot store, become U+FFFD.
 */
export function cutLines(bytes: Buffer, offset: number, limit: number): LogLine[] {
  const lines: LogLine[] = []
  let from = 0
  while (lines.length < limit) {
    const end = bytes.indexOf(LINE_FEED, from)
    if (end < 0) break
    const text = bytes.toString('utf8', from, end).replace(/\r$/, '').replaceAll('\0', '\uFFFD')
    lines.push({ text, offset: offset + from, nextOffset: offset + end + 1 })
    from = end + 1
  }
  return lines
}
