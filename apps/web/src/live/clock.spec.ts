import { expect, test } from 'vitest'
import { createServerClock } from './clock.ts'

function givenClock() {
  let local = 1_000
  const clock = createServerClock(() => local)
  return { clock, passes: (ms: number) => (local += ms) }
}

test('without a word of the server the page goes by its own time', () => {
  const { clock } = givenClock()
  expect(clock.now()).toBe(1_000)
})

test('a slow message does not move the clock: the fastest one tells the offset', () => {
  const { clock, passes } = givenClock()
  clock.observe(61_000)
  passes(500)
  clock.observe(61_100) // 400 ms late
  expect(clock.now()).toBe(61_500)
})

test('an offset that falls holds the clock instead of turning it back', () => {
  const { clock, passes } = givenClock()
  clock.observe(61_000)
  const before = clock.now()
  for (let i = 0; i < 20; i += 1) clock.observe(51_000)
  expect(clock.now()).toBe(before)
  passes(4_000)
  expect(clock.now()).toBe(before)
  passes(8_000)
  expect(clock.now()).toBe(before + 2_000)
})

test('after a sleep in which the page stood still, the first message sets the clock right', () => {
  const { clock } = givenClock()
  clock.observe(61_000)
  clock.observe(961_000)
  expect(clock.now()).toBe(961_000)
})
