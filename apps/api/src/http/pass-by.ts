import type { IncomingMessage } from 'node:http'
import { finished } from 'node:stream/promises'

const longestMs = 5_000

/**
 * Lets the rest of a body pass by unread, for at most 5 s. Whoever answers while the client still
 * sends, and closes, takes the answer away from it: a proxy sees a broken connection instead.
 */
export async function passBy(request: IncomingMessage): Promise<void> {
  if (request.complete) return
  request.resume()
  try {
    await finished(request, { writable: false, signal: AbortSignal.timeout(longestMs) })
  } catch {
    // Gone, or too slow: there is nobody left to answer kindly.
  }
}
