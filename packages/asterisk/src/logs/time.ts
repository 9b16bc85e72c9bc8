/**
 * Reads `1700000000.123456` (or whole seconds) as microseconds since 1970; NaN when it is
 * neither. Fits a double exactly until the year 2255.
 */
export function epochMicroseconds(text: string): number {
  const match = /^([0-9]{9,11})(?:\.([0-9]{1,6}))?$/.exec(text)
  if (match === null) return Number.NaN
  return Number(match[1]) * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0'))
}
