import { expect, test } from 'vitest'
import { faultOf, passwordMaxLength } from './password.ts'

test.each([
  ['', 'long enough', 'current', 'missing'],
  ['the old one', '', 'next', 'short'],
  ['the old one', 'nine char', 'next', 'short'],
  ['the old one', 'x'.repeat(passwordMaxLength + 1), 'next', 'long'],
  ['the old one', 'the old one', 'next', 'same'],
] as const)('from %j to %j: the %s one is %s', (current, next, field, fault) =>
  expect(faultOf(current, next)).toEqual({ field, fault }),
)

test('another password that is long enough is fine', () => {
  expect(faultOf('old', 'ten chars!')).toBeNull()
})
