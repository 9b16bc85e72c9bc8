import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amiBytes } from '../../test/traces.ts'
import type { AsteriskError } from '../errors.ts'
import { createAmiParser } from './parser.ts'

const banner = Buffer.from('Asterisk Call Manager/11.0.0\r\n')
const hostile = Buffer.concat([banner, amiBytes('hostile-caller').subarray(0, 2_500)])
const whole = hostile.subarray(0, hostile.lastIndexOf('\r\n\r\n') + 4)

const textsOf = (pieces: Uint8Array[]): string[] => {
  const parser = createAmiParser()
  return pieces.flatMap((piece) => parser.feed(piece).map((message) => message.text))
}
const expected = textsOf([whole])

describe('the stream may be cut anywhere', () => {
  test('at every single byte', () => {
    expect(expected.length).toBeGreaterThan(2)
    expect(expected.join()).toContain('é😀漢')
    for (let at = 0; at <= whole.length; at += 1) {
      expect(textsOf([whole.subarray(0, at), whole.subarray(at)])).toEqual(expected)
    }
  })

  test('into single bytes', () => {
    expect(textsOf([...whole].map((byte) => Uint8Array.of(byte)))).toEqual(expected)
  })

  test('into any pieces, with letters of one to four bytes', () => {
    const value = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, ' '))
    const frames = fc.array(fc.array(value, { minLength: 1, maxLength: 6 }), { maxLength: 8 })
    const cuts = fc.array(fc.nat({ max: 4_000 }), { maxLength: 12 })
    fc.assert(
      fc.property(frames, cuts, (values, at) => {
        const texts = values.map((frame) =>
          ['Event: Any', ...frame.map((text, i) => `Name${i}: ${text}`)].join('\r\n'),
        )
        const bytes = Buffer.concat([
          banner,
          Buffer.from(texts.map((t) => `${t}\r\n\r\n`).join('')),
        ])
        const edges = [
          0,
          ...at.filter((cut) => cut < bytes.length).sort((a, b) => a - b),
          bytes.length,
        ]
        const pieces = edges.slice(1).map((end, i) => bytes.subarray(edges[i], end))
        const parser = createAmiParser()
        const messages = pieces.flatMap((piece) => parser.feed(piece))
        expect(messages.map((m) => m.text)).toEqual(texts.map((t) => t.toWellFormed()))
        messages.forEach((message, i) => {
          values[i]?.forEach((text, j) => {
            expect(message.get(`Name${j}`)).toBe(text.toWellFormed())
          })
        })
        expect(parser.pendingBytes).toBe(0)
      }),
    )
  })
})

test('repeated headers are all kept, in any case of their name', () => {
  const parser = createAmiParser()
  const [message] = parser.feed(
    Buffer.from(
      'Event: Newchannel\r\nChanVariable: A=1\r\nChanVariable: B=x=y\r\nEmpty: \r\nUrl:sip:a@b\r\n\r\n',
    ),
  )
  expect(message?.all('chanvariable')).toEqual(['A=1', 'B=x=y'])
  expect([...(message?.variables() ?? [])]).toEqual([
    ['A', '1'],
    ['B', 'x=y'],
  ])
  expect(message?.get('EMPTY')).toBe('')
  expect(message?.get('Url')).toBe('sip:a@b')
  expect(message?.get('Absent')).toBeUndefined()
})

test('the output of a command is a response with its lines', () => {
  const [message] = createAmiParser().feed(
    Buffer.from(
      'Response: Success\r\nActionID: a1\r\nMessage: Command output follows\r\nOutput: one\r\nOutput: \r\nOutput: Event: not one\r\n\r\n',
    ),
  )
  expect(message?.response).toBe('Success')
  expect(message?.event).toBeUndefined()
  expect(message?.actionId).toBe('a1')
  expect(message?.all('Output')).toEqual(['one', '', 'Event: not one'])
})

test('a frame too large is dropped whole, reported once, and the stream goes on', () => {
  const long = `Event: Long\r\nData: ${'é'.repeat(400)}\r\n\r\n`
  const stream = Buffer.from(`Event: A\r\n\r\n${long}Event: B\r\n\r\n`)
  for (const size of [1, 7, 64, 333, stream.length]) {
    const errors: AsteriskError[] = []
    const parser = createAmiParser({ maxFrameBytes: 200, onError: (error) => errors.push(error) })
    const events: (string | undefined)[] = []
    let most = 0
    for (let at = 0; at < stream.length; at += size) {
      events.push(...parser.feed(stream.subarray(at, at + size)).map((message) => message.event))
      most = Math.max(most, parser.pendingBytes)
    }
    expect(events).toEqual(['A', 'B'])
    expect(errors.map((error) => error.code)).toEqual(['amiFrameTooLarge'])
    expect(most).toBeLessThanOrEqual(200)
  }
})

test('broken UTF-8 becomes a replacement and hurts no neighbour', () => {
  const bytes = Buffer.concat([
    Buffer.from('Event: X\r\nName: a'),
    Buffer.from([0xff, 0xc3]),
    Buffer.from('\r\nNext: fine\r\n\r\n'),
  ])
  const [message] = createAmiParser().feed(bytes)
  expect(message?.get('Name')).toBe('a\uFFFD\uFFFD')
  expect(message?.get('Next')).toBe('fine')
})

test('messages are numbered in the order of their arrival', () => {
  const parser = createAmiParser()
  const messages = parser.feed(Buffer.from('Event: A\r\n\r\nEvent: B\r\n\r\n'), 17)
  expect(messages.map((m) => [m.sequence, m.receivedAt])).toEqual([
    [1, 17],
    [2, 17],
  ])
})
