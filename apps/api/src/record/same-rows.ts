/**
 * Whether rows read from the database say the same as rows to be written, in any order. Dates are
 * compared as instants and JSON by content: PostgreSQL orders the keys of jsonb its own way.
 */
export function sameRows(stored: readonly object[], wanted: readonly object[]): boolean {
  if (stored.length !== wanted.length) return false
  const columns = Object.keys(wanted[0] ?? {})
  const before = stored.map((row) => canonical(pick(row, columns))).sort()
  const after = wanted.map(canonical).sort()
  return before.every((text, index) => text === after[index])
}

/** Columns that are not ours to write are not ours to compare. */
const pick = (row: object, columns: readonly string[]): object =>
  Object.fromEntries(Object.entries(row).filter(([column]) => columns.includes(column)))

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, each]) => `${key}:${canonical(each)}`).join()}}`
  }
  return JSON.stringify(value)
}
