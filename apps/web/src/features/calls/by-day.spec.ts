import { expect, test } from 'vitest'
import { byDay } from './by-day.ts'

test('calls part at midnight of the zone and keep their order', () => {
  const calls = ['2026-11-23T05:00:01Z', '2026-11-23T04:59:59Z', '2026-11-22T12:00:00Z'].map(
    (startedAt) => ({ startedAt }),
  )
  const days = byDay(calls, 'America/New_York')
  expect(days.map(({ day, calls }) => [day, calls.length])).toEqual([
    ['2026-11-23', 1],
    ['2026-11-22', 2],
  ])
})
