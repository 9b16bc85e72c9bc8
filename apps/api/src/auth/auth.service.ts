import { CallfloorError, type ErrorCode } from '@callfloor/domain'
import { Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Database } from '../db/database.ts'
import { addressHeader } from './better-auth.ts'
import { Identity } from './identity.ts'
import { SessionService } from './session.service.ts'
import { SignInAttempts } from './sign-in-attempts.ts'

/** Answers what lies below /api/auth: better-auth, with sign-in guarded by person too. */
@Injectable()
export class AuthService {
  constructor(
    private readonly identity: Identity,
    private readonly sessions: SessionService,
    private readonly attempts: SignInAttempts,
    private readonly database: Database,
  ) {}

  /** @throws CallfloorError in our words, whatever better-auth refuses */
  async answer(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const response = await this.ask(request)
    // A sign-in or sign-out changes what the cookies mean, at once.
    this.sessions.forget(request.headers)
    // better-auth hides why it failed; mostly the database is away, which then says so itself.
    if (response.status >= 500) await this.database.ping()
    if (!response.ok) throw await refusalFrom(response)
    return send(response, reply)
  }

  private async ask(request: FastifyRequest): Promise<Response> {
    const email = signInEmail(request)
    if (email === null) return this.identity.auth.handler(toWebRequest(request))
    await this.attempts.count(email, request.ip)
    const response = await this.identity.auth.handler(toWebRequest(request))
    if (response.ok) await this.attempts.forgive(email, request.ip)
    return response
  }
}

function signInEmail(request: FastifyRequest): string | null {
  if (!request.url.split('?', 1)[0]?.endsWith('/sign-in/email')) return null
  const { body } = request
  if (!body || typeof body !== 'object' || !('email' in body)) return null
  return typeof body.email === 'string' ? body.email : null
}

function toWebRequest(request: FastifyRequest): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    for (const each of [value ?? []].flat()) headers.append(name, each)
  }
  headers.set(addressHeader, request.ip)
  // The body was read already: its length and encoding are those of the text below.
  for (const name of ['content-length', 'transfer-encoding', 'connection']) headers.delete(name)
  const { body, method } = request
  return new Request(new URL(request.url, 'http://callfloor.invalid'), {
    method,
    headers,
    ...(body !== undefined && body !== null && { body: JSON.stringify(body) }),
  })
}

async function send(response: Response, reply: FastifyReply): Promise<unknown> {
  reply.status(response.status)
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie' && name !== 'content-length') reply.header(name, value)
  }
  // Each cookie in a header of its own: they cannot be joined by a comma.
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie)
  return reply.send(withoutTokens(await response.json()))
}

/** A session's token is for the cookie, which scripts cannot read; it must not be in the body. */
function withoutTokens(body: unknown): unknown {
  if (!body || typeof body !== 'object') return body
  const { token: _, ...rest } = body as Record<string, unknown>
  return 'session' in rest ? { ...rest, session: withoutTokens(rest.session) } : rest
}

const words: Record<number, [ErrorCode, string]> = {
  401: ['notSignedIn', 'The e-mail address or the password is not right.'],
  403: ['wrongOrigin', 'This request does not come from Callfloor. Open it at its own address.'],
  404: ['notFound', 'There is nothing at this address.'],
  429: ['tooManyRequests', 'Too many tries. Wait a minute and try again.'],
}

/** better-auth's refusal in our words; its own code stays readable in the details. */
async function refusalFrom(response: Response): Promise<Error> {
  const body: unknown = await response.json().catch(() => null)
  const reason = body && typeof body === 'object' && 'code' in body ? body.code : undefined
  if (response.status >= 500) return new Error(`better-auth answered ${response.status} ${reason}`)
  const [code, message] = words[response.status] ?? [
    'badRequest',
    'Check the e-mail address and the password.',
  ]
  return new CallfloorError(code as ErrorCode, message, { reason })
}
