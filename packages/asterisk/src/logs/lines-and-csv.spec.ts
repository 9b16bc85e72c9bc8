import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostileText } from '../../test/hostile.ts'
import { celLines, queueLogLines } from '../../test/traces.ts'
import { isAsteriskError } from '../errors.ts'
import { celExtra, parseCelLine } from './cel-line.ts'
import { celFields, celMapping } from './cel-mapping.ts'
import { splitCsvLine } from './csv.ts'
import { cutLines } from './lines.ts'
import { parseQueueLogLine } from './queue-log-line.ts'
import { epochMicroseconds } from './time.ts'

const quoted = (cells: readonly string[]) =>
  cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')

describe('CSV as CSV_QUOTE writes it', () => {
  test('gives back any cells, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 20 }), (cells) => {
        expect(splitCsvLine(quoted(cells))).toEqual(cells)
      }),
    )
  })

  test('never throws and never hangs on any text', () => {
    fc.assert(
      fc.property(hostileText, (line) => {
        const cells = splitCsvLine(line)
        expect(cells === undefined || cells.length > 0).toBe(true)
      }),
    )
  })

  test('an open quote is no record', () => {
    expect(splitCsvLine('"a","b')).toBeUndefined()
    expect(splitCsvLine('"a"x,"b"')).toBeUndefined()
  })
})

describe('a CEL line', () => {
  const [first = ''] = celLines('answered-agent-hangs-up')

  test('of a real call is read with its microseconds', () => {
    const line = parseCelLine(first)
    expect(line).toMatchObject({ eventType: 'CHAN_START', exten: '+12025550100' })
    expect(line.atMicros % 1_000_000).not.toBe(0)
    expect(line.linkedid).toBe(line.uniqueid)
  })

  test('keeps hostile text in its own field', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (callerName, callerNumber) => {
        const cells = splitCsvLine(first) ?? []
        cells[celFields.indexOf('callerName')] = callerName
        cells[celFields.indexOf('callerNumber')] = callerNumber
        const line = parseCelLine(quoted(cells))
        expect(line.callerName).toBe(callerName)
        expect(line.callerNumber).toBe(callerNumber)
        expect(line.uniqueid).toBe(parseCelLine(first).uniqueid)
      }),
    )
  })

  test('that is not one is refused with a code', () => {
    for (const bad of ['', 'x', '"A","1","2"', '"CHAN_START","now","u","l"', first.slice(0, 70)]) {
      expect(() => parseCelLine(bad)).toThrow(expect.objectContaining({ code: 'logLineMalformed' }))
    }
  })

  test('has one cell for each field of the mapping', () => {
    expect(splitCsvLine(first)).toHaveLength(celFields.length)
    expect(celMapping.split('CSV_QUOTE')).toHaveLength(celFields.length + 1)
  })

  test('without extra data, or with broken ones, has none', () => {
    expect(celExtra({ ...parseCelLine(first), extra: '{broken' })).toEqual({})
    expect(celExtra({ ...parseCelLine(first), extra: '{"a":1,"b":"x"}' })).toEqual({
      a: '1',
      b: 'x',
    })
  })
})

describe('a queue_log line', () => {
  test('of any real call is read', () => {
    const events = queueLogLines('missed-then-abandoned').map((line) => parseQueueLogLine(line))
    expect(events.map((line) => line.event)).toEqual(['ENTERQUEUE', 'RINGNOANSWER', 'ABANDON'])
    expect(events[1]).toMatchObject({ ringMs: 6000 })
    expect(events[2]).toMatchObject({ position: 1, startPosition: 1, waitSeconds: 6 })
  })

  test('keeps a caller’s pipes in the number', () => {
    const line = parseQueueLogLine('1795397256|u1|q1|NONE|ENTERQUEUE||+1|20|2|3')
    expect(line).toMatchObject({ callerNumber: '+1|20|2', position: 3 })
  })

  test('that is unknown is kept, that is broken is refused, nothing else happens', () => {
    expect(parseQueueLogLine('1795397256|u1|q1|m|NEWTHING|a|b')).toMatchObject({
      event: 'OTHER',
      name: 'NEWTHING',
      data: ['a', 'b'],
    })
    fc.assert(
      fc.property(hostileText, (text) => {
        try {
          expect(parseQueueLogLine(text).atSeconds).toBeGreaterThan(0)
        } catch (error) {
          expect(isAsteriskError(error, 'logLineMalformed')).toBe(true)
        }
      }),
    )
  })
})

test('times are exact to the microsecond', () => {
  expect(epochMicroseconds('1795397245.575861')).toBe(1_795_397_245_575_861)
  expect(epochMicroseconds('1795397245.5')).toBe(1_795_397_245_500_000)
  expect(epochMicroseconds('1795397245')).toBe(1_795_397_245_000_000)
  expect(epochMicroseconds('2026-11-23 01:00:00')).toBeNaN()
})

test('only whole lines are cut, with the places where they begin and the next do', () => {
  const bytes = Buffer.from('é\r\n\nb\0c\nrest')
  expect(cutLines(bytes, 100, 10)).toEqual([
    { text: 'é', offset: 100, nextOffset: 104 },
    { text: '', offset: 104, nextOffset: 105 },
    { text: 'b\uFFFDc', offset: 105, nextOffset: 109 },
  ])
  expect(cutLines(bytes, 0, 1)).toHaveLength(1)
})
