import { describe, expect, test } from 'vitest'
import { codeOf, isPassing, readRefusal, unreachable } from './refusal.ts'

describe('a refusal of the server', () => {
  test('keeps its code and the id of the log line', () => {
    const error = readRefusal(404, { code: 'notFound', message: 'No such call.', requestId: 'r1' })
    expect(error).toMatchObject({ code: 'notFound', details: { requestId: 'r1' } })
  })

  test.each([
    [502, '<html>Bad gateway</html>', 'apiUnavailable'],
    [413, undefined, 'tooLarge'],
    [500, { oops: true }, 'internal'],
    [503, { code: 'databaseUnavailable', message: '…' }, 'databaseUnavailable'],
    [404, { code: 'somethingNew', message: '…' }, 'notFound'],
  ])('of status %s with the body %j has the code %s…', (status, body, code) =>
    expect(readRefusal(status, body).code).toBe(code),
  )

  test('is tried again only where the server was silent', () => {
    expect(isPassing(readRefusal(503, null))).toBe(true)
    expect(isPassing(readRefusal(403, null))).toBe(false)
    expect(isPassing(new Error('a fault of the page'))).toBe(false)
  })

  test('a request given up is no silence of the server', () => {
    const aborted = new DOMException('given up', 'AbortError')
    expect(() => unreachable(aborted)).toThrow(aborted)
    expect(() => unreachable(new TypeError('Failed to fetch'))).toThrow('does not answer')
    expect(codeOf(new Error('x'))).toBe('internal')
  })
})
