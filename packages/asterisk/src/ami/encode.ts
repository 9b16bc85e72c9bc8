import { AsteriskError } from '../errors.ts'

/** Headers of an action; a list repeats the header (`Variable`), undefined leaves it out. */
export type AmiFields = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>

// manager.c reads lines into a buffer of 1025 bytes and at most 128 headers.
const MAX_LINE_BYTES = 1000
const MAX_HEADERS = 128
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]*$/

/**
 * Writes one action as AMI text. Throws `amiHeaderUnsafe` for a line break or NUL in a value
 * (it would start another header, so another action) and `amiHeaderTooLong` for a line that
 * Asterisk would cut.
 */
export function encodeAction(action: string, fields: AmiFields, actionId: string): string {
  const lines: string[] = []
  const put = (name: string, value: string) => {
    if (!HEADER_NAME.test(name)) throw unsafe(name)
    for (let i = 0; i < value.length; i += 1) {
      const code = value.charCodeAt(i)
      if (code === 13 || code === 10 || code === 0) throw unsafe(name)
    }
    const line = `${name}: ${value}`
    if (line.length > MAX_LINE_BYTES / 4 && Buffer.byteLength(line) > MAX_LINE_BYTES) {
      throw new AsteriskError(
        'amiHeaderTooLong',
        `The value of "${name}" is longer than Asterisk reads; shorten it to ${MAX_LINE_BYTES} bytes.`,
        { header: name },
      )
    }
    lines.push(line)
  }
  put('Action', action)
  put('ActionID', actionId)
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    if (Array.isArray(value)) for (const one of value) put(name, one)
    else put(name, textOf(value as string | number | boolean))
  }
  if (lines.length > MAX_HEADERS) {
    throw new AsteriskError('amiHeaderTooLong', `An action may hold ${MAX_HEADERS} headers.`, {
      headers: lines.length,
    })
  }
  return `${lines.join('\r\n')}\r\n\r\n`
}

function textOf(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'true' : 'false') : String(value)
}

function unsafe(header: string): AsteriskError {
  return new AsteriskError(
    'amiHeaderUnsafe',
    `The value of "${header.replace(/[^ -~]/g, '?').slice(0, 60)}" holds a line break or a NUL; remove it.`,
    { header: header.slice(0, 60) },
  )
}
