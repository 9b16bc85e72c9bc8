import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { callIdOf, derivedId } from './call-id.ts'

// RFC 9562, section 5.7: 48 bits of Unix milliseconds, version 7, variant 10.
const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const millisecondsIn = (id: string): number =>
  Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)

describe('the id of a call', () => {
  test('is the same for the same conversation, on every machine and after every rebuild', () => {
    // Written down: a change of this value would give every recorded call a new id.
    expect(callIdOf('pbx1', 'pbx1-1790000000.17')).toBe('01a0c450-6c00-7d8c-bcb4-6cf8e8edf3bb')
  })

  test('carries the second at which the conversation began', () => {
    expect(millisecondsIn(callIdOf('pbx1', 'pbx1-1790000000.17'))).toBe(1_790_000_000_000)
    expect(millisecondsIn(callIdOf('pbx1', '1790000000.17'))).toBe(1_790_000_000_000)
  })

  test('differs between nodes and between conversations of the same second', () => {
    const ids = [
      callIdOf('pbx1', '1790000000.17'),
      callIdOf('pbx2', '1790000000.17'),
      callIdOf('pbx1', '1790000000.18'),
      callIdOf('pbx1', 'pbx1-1790000000.17'),
    ]
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('sorts by time', () => {
    const ids = ['1790000000.9', '1790000001.1', '1790000060.3'].map((id) => callIdOf('pbx1', id))
    expect(ids.toSorted()).toEqual(ids)
  })

  test('given a linkedid that is not Asterisk’s, then it is still a UUID, of the first instant', () => {
    const id = callIdOf('pbx1', "x'; drop table calls")
    expect(id).toMatch(uuidV7)
    expect(millisecondsIn(id)).toBe(0)
  })

  test('is a UUIDv7 by RFC 9562, whatever the names', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, linkedId) => {
        expect(callIdOf(name, linkedId)).toMatch(uuidV7)
        expect(callIdOf(name, linkedId)).toBe(callIdOf(name, linkedId))
      }),
    )
  })
})

test('a derived id carries its instant and depends on every letter of its name', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.integer({ min: 0, max: 2 ** 48 - 1 }),
      (one, other, at) => {
        expect(derivedId(one, at)).toMatch(uuidV7)
        expect(millisecondsIn(derivedId(one, at))).toBe(at)
        expect(derivedId(one, at) === derivedId(other, at)).toBe(one === other)
      },
    ),
  )
})
