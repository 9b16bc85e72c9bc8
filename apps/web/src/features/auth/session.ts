import { CallfloorError } from '@callfloor/domain'
import { create } from 'zustand'
import { readRefusal, unreachable } from '../../api/refusal.ts'

/** Set when the server says that the session is over while pages are open. */
export const useSession = create<{ ended: boolean }>(() => ({ ended: false }))
export const sessionEnded = () => useSession.setState({ ended: true })
export const sessionRenewed = () => useSession.setState({ ended: false })

/**
 * Signs in; the session comes as an httpOnly cookie.
 * @throws CallfloorError `notSignedIn` where e-mail address and password do not belong together
 */
export async function signIn(email: string, password: string): Promise<void> {
  await post('/api/auth/sign-in/email', { email, password })
}

/**
 * Has the session's cookie last longer: it is prolonged only when it is asked for.
 * @returns false where there is no session any more
 */
export async function renewSession(): Promise<boolean> {
  const response = await fetch('/api/auth/get-session').catch(unreachable)
  if (!response.ok) throw readRefusal(response.status, await response.json().catch(() => null))
  // Without a session the answer is null, or no body at all.
  const body = await response.text()
  return body !== '' && body !== 'null'
}

/**
 * Sets another password and ends every other session of this person.
 * @throws CallfloorError `badRequest` with `details.reason` `INVALID_PASSWORD` where `current` is wrong
 */
export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await post('/api/auth/change-password', {
    currentPassword,
    newPassword,
    revokeOtherSessions: true,
  })
}

export async function signOut(): Promise<void> {
  await post('/api/auth/sign-out', {})
}

async function post(path: string, body: unknown): Promise<void> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(unreachable)
  if (response.ok) return
  const answer: unknown = await response.json().catch(() => null)
  throw refusalOf(response.status, answer)
}

/** better-auth words its refusals its own way; ours win where a guard answered first. */
function refusalOf(status: number, answer: unknown): CallfloorError {
  const refusal = readRefusal(status, answer)
  // Of a malformed address better-auth says 400: to a person that is no other mistake than a wrong one.
  return refusal.code === 'badRequest' && isAuthAnswer(answer)
    ? new CallfloorError('notSignedIn', refusal.message)
    : refusal
}

const isAuthAnswer = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'code' in answer && answer.code !== 'badRequest'
