import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hostileText } from '../../test/hostile.ts'
import { isAsteriskError } from '../errors.ts'
import { encodeAction } from './encode.ts'
import { createAmiParser } from './parser.ts'

test('any value either arrives as it is or is refused with a code; it never starts a header', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      let encoded: string
      try {
        encoded = encodeAction('Setvar', { Variable: 'X', Value: text }, 'id1')
      } catch (error) {
        expect(/[\r\n\0]/.test(text) || Buffer.byteLength(text) > 900).toBe(true)
        expect(isAsteriskError(error)).toBe(true)
        return
      }
      const messages = createAmiParser().feed(Buffer.from(`Event: x\r\n${encoded}`))
      expect(messages).toHaveLength(1)
      expect(messages[0]?.headers().map(([, name]) => name)).toEqual([
        'Event',
        'Action',
        'ActionID',
        'Variable',
        'Value',
      ])
      expect(messages[0]?.get('Value')).toBe(text.toWellFormed())
    }),
  )
})

test('a header name, a long line and too many headers are refused', () => {
  const code = (run: () => string) => {
    try {
      run()
    } catch (error) {
      return isAsteriskError(error) ? error.code : 'other'
    }
    return 'sent'
  }
  expect(code(() => encodeAction('Ping', { 'Bad Name': 'x' }, 'i'))).toBe('amiHeaderUnsafe')
  expect(code(() => encodeAction('Ping', { Long: 'é'.repeat(501) }, 'i'))).toBe('amiHeaderTooLong')
  const many = Array.from({ length: 127 }, (_, i) => `V${i}=1`)
  expect(code(() => encodeAction('Originate', { Variable: many }, 'i'))).toBe('amiHeaderTooLong')
  expect(code(() => encodeAction('Ping', { Left: undefined, Yes: true, Two: 2 }, 'i'))).toBe('sent')
})
