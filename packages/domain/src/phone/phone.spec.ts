import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { demoQueues } from '../demo.ts'
import { CallfloorError } from '../errors/errors.ts'
import { formatPhone, parsePhone, readPhone } from './phone.ts'

describe('reading a number', () => {
  test.each([
    ['+12025550190', 'US', '+12025550190'],
    ['+1 (202) 555-0190', 'DE', '+12025550190'],
    ['(202) 555-0190', 'US', '+12025550190'],
    ['12025550190', 'US', '+12025550190'],
    ['  202.555.0190 ', 'US', '+12025550190'],
    ['0044 20 7946 0958', 'DE', '+442079460958'],
    ['011 44 20 7946 0958', 'US', '+442079460958'],
    ['020 7946 0958', 'GB', '+442079460958'],
    ['030 901820', 'DE', '+4930901820'],
    ['06 1234 5678', 'IT', '+390612345678'],
    ['+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧', 'SA', '+966501234567'],
  ])('%s in %s is %s', (text, country, number) => {
    expect(parsePhone(text, country)).toBe(number)
    expect(readPhone(text, country)).toBe(number)
  })

  test.each([
    '',
    ' ',
    '+',
    'anonymous',
    '12',
    '+1202555',
    '+999123456789',
    '+1202555019012345678',
    '1'.repeat(5000),
    '+12025550190<script>',
    'call +12025550190 or +12025550191',
    '+12025550190\r\nAction: Originate',
    '$' + '{EXTEN}',
    "' or 1=1 --",
  ])('%j is refused with a code and with what to do', (text) => {
    expect(readPhone(text, 'US')).toBeNull()
    const refusal = refusalOf(() => parsePhone(text, 'US'))
    expect(refusal.code).toBe('invalidPhoneNumber')
    expect(refusal.message).toContain('country code')
  })

  test('given a country that is none, then national notation is refused and international is read', () => {
    expect(readPhone('202 555 0190', 'XX')).toBeNull()
    expect(readPhone('+12025550190', 'XX')).toBe('+12025550190')
  })

  test('whatever the text, what is read is E.164 and is read again as itself', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789+-() .;x#*') })
    fc.assert(
      fc.property(fc.oneof(digits, fc.string()), fc.constantFrom('US', 'GB', 'DE'), (text, at) => {
        const number = readPhone(text, at)
        if (number === null) return
        expect(number).toMatch(/^\+[1-9]\d{1,14}$/)
        expect(readPhone(number, 'US')).toBe(number)
        expect(readPhone(formatPhone(number), 'US')).toBe(number)
      }),
      { numRuns: 500 },
    )
  })

  test('the numbers of the demo are numbers', () => {
    for (const { number } of demoQueues) expect(parsePhone(number, 'US')).toBe(number)
  })
})

describe('writing a number', () => {
  test.each([
    ['+12025550190', '+1 202 555 0190'],
    ['+442079460958', '+44 20 7946 0958'],
    ['+4930901820', '+49 30 901820'],
  ])('%s is shown as %s', (number, shown) => {
    expect(formatPhone(number)).toBe(shown)
  })

  test.each(['', 'anonymous', 'call +12025550190 now', '<b>+12025550190</b>'])(
    '%j is no number and is shown as it is',
    (text) => {
      expect(formatPhone(text)).toBe(text)
    },
  )
})

function refusalOf(act: () => unknown): CallfloorError {
  try {
    act()
  } catch (error) {
    if (error instanceof CallfloorError) return error
    throw error
  }
  throw new Error('Nothing was refused.')
}
