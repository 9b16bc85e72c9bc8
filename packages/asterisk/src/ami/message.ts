/**
 * One AMI frame: a response or an event. Building one only keeps the text; headers are
 * split on first use, because most events of a busy switch are counted and dropped.
 */
export class AmiMessage {
  /** The frame's text without its closing blank line. */
  readonly text: string
  /** Number of this message on its connection, from 1: orders list items among events. */
  readonly sequence: number
  /** When the bytes arrived, Unix time in milliseconds. */
  readonly receivedAt: number
  #headers: readonly (readonly [key: string, name: string, value: string])[] | undefined

  constructor(text: string, sequence = 0, receivedAt = 0) {
    this.text = text
    this.sequence = sequence
    this.receivedAt = receivedAt
  }

  /** Event name, or undefined for a response: Asterisk writes it first, always. */
  get event(): string | undefined {
    return this.text.startsWith('Event: ') ? firstValue(this.text, 7) : undefined
  }

  /** The event's name or, for a response, `Success`, `Error`, `Goodbye` …; '' when neither. */
  get name(): string {
    return this.event ?? this.response ?? ''
  }

  /** Value of `Response:`, or undefined for an event. */
  get response(): string | undefined {
    return this.text.startsWith('Response: ') ? firstValue(this.text, 10) : undefined
  }

  get actionId(): string | undefined {
    return this.text.includes('ActionID: ') ? this.get('ActionID') : undefined
  }

  /** First value of a header, its name in any case; undefined when absent. */
  get(name: string): string | undefined {
    const key = name.toLowerCase()
    for (const header of this.headers()) if (header[0] === key) return header[2]
    return undefined
  }

  /** Every value of a repeated header (`ChanVariable`, `Output` …), in order. */
  all(name: string): string[] {
    const key = name.toLowerCase()
    const values: string[] = []
    for (const header of this.headers()) if (header[0] === key) values.push(header[2])
    return values
  }

  /** All headers in order, as [name in lower case, name, value]. */
  headers(): readonly (readonly [key: string, name: string, value: string])[] {
    this.#headers ??= splitHeaders(this.text)
    return this.#headers
  }

  /** Channel variables of an event (`ChanVariable: name=value`, or `DestChanVariable`). */
  variables(header = 'ChanVariable'): ReadonlyMap<string, string> {
    const variables = new Map<string, string>()
    for (const pair of this.all(header)) {
      const at = pair.indexOf('=')
      if (at > 0) variables.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return variables
  }
}

function firstValue(text: string, from: number): string {
  const end = text.indexOf('\r\n', from)
  return end < 0 ? text.slice(from) : text.slice(from, end)
}

function splitHeaders(text: string): (readonly [string, string, string])[] {
  const headers: (readonly [string, string, string])[] = []
  let from = 0
  while (from < text.length) {
    let end = text.indexOf('\r\n', from)
    if (end < 0) end = text.length
    const colon = text.indexOf(':', from)
    if (colon > from && colon < end) {
      const name = text.slice(from, colon)
      const valueFrom = text.charCodeAt(colon + 1) === 32 ? colon + 2 : colon + 1
      headers.push([name.toLowerCase(), name, text.slice(valueFrom, end)])
    }
    from = end + 2
  }
  return headers
}
