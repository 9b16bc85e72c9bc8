import { demoUsers } from '@callfloor/domain'
import type { Stack } from '@callfloor/stack'

/** Signs in as a browser does; the cookie header of the session. */
export async function signIn(stack: Pick<Stack, 'url'>, email: string): Promise<string> {
  const response = await fetch(`${stack.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: stack.url },
    body: JSON.stringify({ email, password: password() }),
  })
  if (!response.ok) throw new Error(`${email} could not sign in: ${await response.text()}`)
  await response.body?.cancel()
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
}

/** Calls a route of the API's contract. */
export async function callApi(
  stack: Pick<Stack, 'url'>,
  cookie: string,
  method: string,
  path: string,
  body: unknown,
): Promise<unknown> {
  const response = await fetch(`${stack.url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', origin: stack.url, cookie },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} was refused: ${text}`)
  return JSON.parse(text)
}

/** Everybody of the bench has the password of the demo. */
export function password(): string {
  const [user] = demoUsers
  if (!user) throw new Error('The demo has no people.')
  return user.password
}
