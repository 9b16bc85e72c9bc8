import { demoUsers } from '@callfloor/domain'
import { io } from 'socket.io-client'
import type { Stack } from '../../src/index.ts'

/** What the live socket's first snapshot tells of the floor, as far as the tests ask. */
export type SeenFloor = {
  telephony: 'up' | 'down'
  calls: { id: string; callerNumber: string }[]
  queues: { name: string; waiting: { callerNumber: string }[]; members: number }[]
}

/** Signs a person of the demo in as a browser does; the cookie header of the session. */
export async function signIn(stack: Stack, name: string): Promise<string> {
  const user = demoUsers.find(({ email }) => email.startsWith(`${name}@`))
  const response = await fetch(`${stack.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: stack.url },
    body: JSON.stringify({ email: user?.email, password: user?.password }),
  })
  if (!response.ok) throw new Error(`${name} could not sign in: ${await response.text()}`)
  await response.body?.cancel()
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
}

/** Calls a route of the API as the person whose cookie it is. */
export async function ask<T>(
  stack: Stack,
  cookie: string,
  method: string,
  path: string,
  body: unknown,
): Promise<T> {
  const response = await fetch(`${stack.url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', origin: stack.url, cookie },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} was refused: ${text}`)
  return JSON.parse(text) as T
}

/** The floor as the API shows it to this person now. Rejects while the API is away. */
export function seeFloor(stack: Stack, cookie: string): Promise<SeenFloor> {
  const socket = io(stack.url, {
    path: '/live',
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { origin: stack.url, cookie },
  })
  return new Promise<SeenFloor>((resolve, reject) => {
    socket.once('snapshot', ({ state }: { state: SeenFloor }) => resolve(state))
    socket.once('connect_error', reject)
  }).finally(() => socket.disconnect())
}
