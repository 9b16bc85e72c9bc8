import { describe, expect, test } from 'vitest'
import { type MediaSample, qualityOf, ratingOf, sampleOf } from './quality.ts'

const sample = (change: Partial<MediaSample>): MediaSample => ({
  at: 0,
  packetsReceived: 0,
  packetsLost: 0,
  jitterSeconds: 0.002,
  roundTripSeconds: 0.03,
  ...change,
})

describe('the rating of ITU-T G.107', () => {
  test('is 93.2 where nothing is impaired', () => {
    expect(ratingOf({ loss: 0, delayMs: 0 })).toBeCloseTo(93.2)
  })

  test('bends at 177.3 ms of delay', () => {
    expect(ratingOf({ loss: 0, delayMs: 177.3 })).toBeCloseTo(93.2 - 4.255, 2)
    expect(ratingOf({ loss: 0, delayMs: 400 })).toBeCloseTo(93.2 - 9.6 - 24.497, 2)
  })

  test('never falls below 0', () => {
    expect(ratingOf({ loss: 1, delayMs: 5_000 })).toBe(0)
  })
})

describe('the quality between two samples', () => {
  const after = (received: number, lost: number) =>
    qualityOf(sample({}), sample({ at: 2_000, packetsReceived: received, packetsLost: lost }))

  test.each([
    [100, 0, 'good'],
    [98, 2, 'good'],
    [95, 5, 'fair'],
    [80, 20, 'poor'],
    [0, 0, 'silent'],
    [0, 30, 'silent'],
  ])('%i packets received and %i lost is %s', (received, lost, grade) => {
    expect(after(received, lost).grade).toBe(grade)
  })

  test('a count of lost packets that falls, as late ones arrive, is no loss', () => {
    const quality = qualityOf(
      sample({ packetsLost: 5 }),
      sample({ packetsReceived: 100, packetsLost: 3 }),
    )
    expect(quality.loss).toBe(0)
  })

  test('an unknown round trip stays unknown', () => {
    const quality = qualityOf(sample({}), sample({ packetsReceived: 100, roundTripSeconds: null }))
    expect(quality.roundTripMs).toBeNull()
  })
})

describe('a stats report', () => {
  test('is read from the audio that comes in and the pair in use', () => {
    const report = [
      { type: 'inbound-rtp', kind: 'video', packetsReceived: 1 },
      { type: 'inbound-rtp', kind: 'audio', packetsReceived: 99, packetsLost: 1, jitter: 0.004 },
      { type: 'candidate-pair', nominated: false, currentRoundTripTime: 9 },
      { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.02 },
    ]
    expect(sampleOf(report, 7)).toEqual({
      at: 7,
      packetsReceived: 99,
      packetsLost: 1,
      jitterSeconds: 0.004,
      roundTripSeconds: 0.02,
    })
  })

  test('without audio gives nothing', () => {
    expect(sampleOf([{ type: 'transport' }], 7)).toBeNull()
  })
})
