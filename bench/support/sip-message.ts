/** A SIP message, as far as a caller needs it (RFC 3261). */
export type SipMessage = {
  /** Null in a request. */
  status: number | null
  /** The method; in a response that of its CSeq. */
  method: string
  /** The values of a header, in order; names in lower case. */
  all(name: string): string[]
  body: string
}

/** Reads a datagram. Throws on what is no SIP. */
export function parseSip(text: string): SipMessage {
  const end = text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = text.slice(0, end < 0 ? text.length : end).split('\r\n')
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  const all = (name: string) => headers.filter(([each]) => each === name).map(([, value]) => value)
  const status = /^SIP\/2\.0 (\d{3})/.exec(first)?.[1]
  const method = status ? all('cseq')[0]?.split(' ')[1] : first.split(' ')[0]
  if (!method) throw new Error(`This is no SIP message: ${first}`)
  return { status: status ? Number(status) : null, method, all, body: text.slice(end + 4) }
}

/** Where a session description wants its audio (RFC 4566). Throws where it names no place. */
export function audioOf(sdp: string): { host: string; port: number } {
  const host = /^c=IN IP4 (\S+)/m.exec(sdp)?.[1]
  const port = /^m=audio (\d+)/m.exec(sdp)?.[1]
  if (!host || !port) throw new Error(`This names no audio: ${sdp}`)
  return { host, port: Number(port) }
}

export const messageOf = (lines: readonly string[], body = ''): string =>
  [...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n')
