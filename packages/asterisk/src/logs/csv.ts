const QUOTE = 34
const COMMA = 44

/**
 * Splits one CSV record as CSV_QUOTE writes it (RFC 4180: every cell in quotes, a quote
 * doubled). Unquoted cells are read too. Undefined when quotes do not close.
 */
export function splitCsvLine(line: string): string[] | undefined {
  const cells: string[] = []
  let at = 0
  for (;;) {
    if (line.charCodeAt(at) === QUOTE) {
      const end = closingQuote(line, at + 1)
      if (end < 0) return undefined
      const cell = line.slice(at + 1, end)
      cells.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell)
      at = end + 1
      if (at === line.length) return cells
      if (line.charCodeAt(at) !== COMMA) return undefined
    } else {
      const end = line.indexOf(',', at)
      cells.push(end < 0 ? line.slice(at) : line.slice(at, end))
      if (end < 0) return cells
      at = end
    }
    at += 1
  }
}

function closingQuote(line: string, from: number): number {
  let at = line.indexOf('"', from)
  while (at >= 0 && line.charCodeAt(at + 1) === QUOTE) at = line.indexOf('"', at + 2)
  return at
}
