import { describe, expect, test } from 'vitest'
import { dayOf, formatDay, formatDuration, formatTime, nearDay, span, zoneName } from './format.ts'

const zone = 'America/New_York'

describe('durations', () => {
  test.each([
    [0, '00:00'],
    [999, '00:00'],
    [134_000, '02:14'],
    [3_599_999, '59:59'],
    [3_734_000, '1:02:14'],
    [-5, '00:00'],
    [null, '—'],
    [Number.NaN, '—'],
  ])('%s ms reads %s', (ms, text) => expect(formatDuration(ms)).toBe(text))

  test('a span with an open end is unknown, and never negative', () => {
    expect(span('2026-11-23T10:00:00Z', null)).toBeNull()
    expect(span('2026-11-23T10:00:01Z', '2026-11-23T10:00:00Z')).toBe(0)
  })
})

describe('instants in the zone of the company', () => {
  test('the time is that of the zone, in 24 hours', () => {
    expect(formatTime('2026-11-23T01:05:32Z', zone)).toBe('20:05')
    expect(formatTime('2026-11-23T05:00:09Z', zone, true)).toBe('00:00:09')
  })

  test('the day changes at midnight of the zone', () => {
    expect(dayOf('2026-11-23T04:59:59Z', zone)).toBe('2026-11-22')
    expect(dayOf('2026-11-23T05:00:00Z', zone)).toBe('2026-11-23')
  })

  test('yesterday stays yesterday over a change of clocks', () => {
    // New York sets its clocks back on 1 November 2026: that day has 25 hours.
    const now = Date.parse('2026-11-02T04:59:00Z')
    expect(dayOf(now, zone)).toBe('2026-11-01')
    expect(nearDay('2026-10-31T12:00:00Z', zone, now)).toBe('yesterday')
    expect(nearDay('2026-11-01T04:30:00Z', zone, now)).toBe('today')
    expect(nearDay('2026-10-30T12:00:00Z', zone, now)).toBeNull()
  })

  test('the year is named only where it is another', () => {
    const now = Date.parse('2026-11-23T12:00:00Z')
    expect(formatDay('2026-11-20T12:00:00Z', zone, now)).toBe('Fri, Nov 20')
    expect(formatDay('2025-11-20T12:00:00Z', zone, now)).toBe('Thu, Nov 20, 2025')
  })

  test('the zone is named, with its letters of that season', () => {
    expect(zoneName(zone, Date.parse('2026-11-23T12:00:00Z'))).toBe('New York (EST)')
    expect(zoneName(zone, Date.parse('2026-07-23T12:00:00Z'))).toBe('New York (EDT)')
    expect(zoneName('UTC', 0)).toBe('UTC')
  })
})
