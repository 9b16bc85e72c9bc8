import { z } from 'zod'
import { AsteriskError } from '../errors.ts'

export type AriOptions = {
  /** Base address, e.g. `http://127.0.0.1:8088/ari`. */
  url: string
  user: string
  secret: string
  timeoutMs?: number
}

type AriRequest = {
  method: 'GET' | 'PUT' | 'DELETE'
  path: readonly string[]
  body?: unknown
}
export type AriSend = (request: AriRequest) => Promise<unknown>

/**
 * One ARI request, path parts encoded. Errors: `ariUnreachable`, `ariTimeout`, `ariUnauthorized`,
 * `ariNotFound`, `ariRefused` (any other status), `ariBadAnswer` (not JSON).
 */
export function createAriSend(options: AriOptions): AriSend {
  const authorization = `Basic ${Buffer.from(`${options.user}:${options.secret}`).toString('base64')}`
  const timeoutMs = options.timeoutMs ?? 5_000
  return async ({ method, path, body }) => {
    const url = `${options.url.replace(/\/$/, '')}/${path.map(encodeURIComponent).join('/')}`
    const what = `${method} ${path.join('/')}`
    let response: Response
    let text: string
    try {
      response = await fetch(url, {
        method,
        headers: { authorization, 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      })
      text = await response.text()
    } catch (error) {
      if (error instanceof DOMException && error.name === 'TimeoutError') {
        throw new AsteriskError(
          'ariTimeout',
          `Asterisk did not answer ${what} within ${timeoutMs} ms.`,
          { what },
        )
      }
      throw new AsteriskError(
        'ariUnreachable',
        `Asterisk's REST interface is not reachable; check that it runs and ARI_URL is right.`,
        { what },
        error,
      )
    }
    if (response.status === 401 || response.status === 403) {
      throw new AsteriskError(
        'ariUnauthorized',
        'Asterisk refused the ARI login; check ARI_USER and ARI_SECRET.',
        { what },
      )
    }
    if (response.status === 404)
      throw new AsteriskError('ariNotFound', `Asterisk knows no ${what}.`, { what })
    if (!response.ok) {
      throw new AsteriskError('ariRefused', `Asterisk refused ${what}: ${messageIn(text)}`, {
        what,
        status: response.status,
      })
    }
    if (text === '') return undefined
    try {
      return JSON.parse(text)
    } catch (error) {
      throw new AsteriskError(
        'ariBadAnswer',
        `Asterisk answered ${what} with something else than JSON.`,
        { what },
        error,
      )
    }
  }
}

const refusal = z.object({ message: z.string() }).or(z.object({ error: z.string() }))

function messageIn(text: string): string {
  try {
    const parsed = refusal.parse(JSON.parse(text))
    return 'message' in parsed ? parsed.message : parsed.error
  } catch {
    return text.slice(0, 200)
  }
}
