import { CallfloorError } from '@callfloor/domain'
import type { Env } from '../env.ts'

const loopback = ['localhost', '127.0.0.1', '[::1]']

/** The origins from which a browser may change things. One machine has several names for itself. */
export function allowedOrigins(env: Pick<Env, 'PUBLIC_URL' | 'ALLOWED_ORIGINS'>): string[] {
  const url = new URL(env.PUBLIC_URL)
  const aliases = loopback.includes(url.hostname)
    ? loopback.map((host) => `${url.protocol}//${host}${url.port && `:${url.port}`}`)
    : []
  return [...new Set([env.PUBLIC_URL, ...aliases, ...env.ALLOWED_ORIGINS])]
}

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Lets a request that may change something in only from a known origin, so that no other site can
 * act with the cookie of someone who is signed in.
 * @throws CallfloorError `wrongOrigin`
 */
export function checkOrigin(
  allowed: readonly string[],
  method: string,
  origin: string | undefined,
): void {
  if (harmless.has(method) || (origin !== undefined && allowed.includes(origin))) return
  throw new CallfloorError(
    'wrongOrigin',
    'This request does not come from Callfloor. Open Callfloor at its own address and try again.',
    { origin: origin?.slice(0, 200) ?? null },
  )
}
