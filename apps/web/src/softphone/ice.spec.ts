import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createGatheringCap } from './ice.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('without servers it ends shortly after the first candidate, once', () => {
  const ready = vi.fn()
  const onCandidate = createGatheringCap(false)
  onCandidate({ type: 'host' }, ready)
  onCandidate({ type: 'host' }, ready)
  expect(ready).not.toHaveBeenCalled()
  vi.advanceTimersByTime(100)
  expect(ready).toHaveBeenCalledTimes(1)
})

test('with servers it ends with the first address they tell', () => {
  const ready = vi.fn()
  const onCandidate = createGatheringCap(true)
  onCandidate({ type: 'host' }, ready)
  onCandidate({ type: 'srflx' }, ready)
  expect(ready).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(5_000)
  expect(ready).toHaveBeenCalledTimes(1)
})

test('servers that never answer hold it no longer than a second', () => {
  const ready = vi.fn()
  createGatheringCap(true)({ type: 'host' }, ready)
  vi.advanceTimersByTime(999)
  expect(ready).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(ready).toHaveBeenCalledTimes(1)
})
