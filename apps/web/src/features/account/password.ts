import { passwordMinLength } from '@callfloor/contracts'

/** better-auth's bound. */
export const passwordMaxLength = 128

export type PasswordFault = 'missing' | 'short' | 'long' | 'same'

/** What is wrong with a change of password before the server is asked; null where nothing is. */
export function faultOf(
  current: string,
  next: string,
): { field: 'current' | 'next'; fault: PasswordFault } | null {
  if (current === '') return { field: 'current', fault: 'missing' }
  if (next.length < passwordMinLength) return { field: 'next', fault: 'short' }
  if (next.length > passwordMaxLength) return { field: 'next', fault: 'long' }
  return next === current ? { field: 'next', fault: 'same' } : null
}
