import { describe, expect, test } from 'vitest'
import { loginPathFor, nextPathOf } from './next-path.ts'

describe('after signing in', () => {
  test('one is back where one was', () => {
    const path = '/calls/0199?mine=1#notes'
    const next = new URLSearchParams(loginPathFor(path).split('?')[1]).get('next')
    expect(nextPathOf(next)).toBe(path)
  })

  test.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/login?next=/login',
    '',
    null,
  ])('no address leads elsewhere: %s', (next) => expect(nextPathOf(next)).toBe('/desk'))

  test('the desk is where one goes without being told', () => {
    expect(loginPathFor('/desk')).toBe('/login')
  })
})
