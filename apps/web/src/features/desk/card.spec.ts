import type { LiveAgent, LiveCall } from '@callfloor/contracts'
import { describe, expect, test } from 'vitest'
import type { PhoneCall, SoftphoneState } from '../../softphone/state.ts'
import { cardOf, holdViewOf } from './card.ts'
import { isGhost } from './ghost.ts'

const call = (change: Partial<PhoneCall> = {}): PhoneCall => ({
  phase: 'talking',
  linkedId: 'callfloor-1700000000.1',
  queueId: 'queue-1',
  caller: { number: '+12025550190', name: '' },
  muted: false,
  hold: { wanted: false, confirmed: false },
  media: 'flowing',
  quality: null,
  ...change,
})
const phone = (change: Partial<SoftphoneState> = {}): SoftphoneState => ({
  line: 'registered',
  leaseId: 'lease-1',
  refusal: null,
  call: null,
  lastEnd: null,
  answerFailed: false,
  microphone: 'live',
  speaker: 'unlocked',
  ...change,
})
const shown = (status: LiveAgent['shown']) => ({ shown: status }) as LiveAgent

describe('the card', () => {
  test.each([
    ['ringing', 'ringing'],
    ['answering', 'ringing'],
    ['talking', 'talking'],
    ['ending', 'talking'],
  ] as const)('a call that is %s shows %s, whatever the line does', (phase, card) => {
    for (const line of ['registered', 'reconnecting', 'passive', 'leasing', 'refused'] as const) {
      expect(cardOf(phone({ line, call: call({ phase }) }), shown('available'))).toBe(card)
    }
  })

  test.each([
    ['takenElsewhere', 'takenElsewhere'],
    ['passive', 'takenOver'],
    ['refused', 'refused'],
    ['off', 'off'],
    ['leasing', 'idle'],
    ['reconnecting', 'idle'],
    ['registered', 'idle'],
  ] as const)('without a call a line that is %s shows %s', (line, card) => {
    expect(cardOf(phone({ line }), shown('available'))).toBe(card)
  })

  test('wrap-up follows the server, not the phone', () => {
    expect(cardOf(phone(), shown('wrapUp'))).toBe('wrapUp')
  })

  test('a call that this page cannot hear is said, not hidden', () => {
    expect(cardOf(phone(), shown('onCall'))).toBe('callWithoutSound')
    expect(cardOf(phone(), shown('held'))).toBe('callWithoutSound')
  })
})

describe('hold', () => {
  test.each([
    [false, false, false, 'talking'],
    [true, false, false, 'holding'],
    [true, true, false, 'holding'],
    [true, true, true, 'held'],
    [false, true, true, 'resuming'],
    [false, false, true, 'resuming'],
  ] as const)('wanted %s, answered %s, live %s shows %s', (wanted, confirmed, live, view) => {
    expect(holdViewOf({ wanted, confirmed }, live)).toBe(view)
  })

  test('while the live link is down the answer to the phone counts', () => {
    expect(holdViewOf({ wanted: true, confirmed: false }, null)).toBe('holding')
    expect(holdViewOf({ wanted: true, confirmed: true }, null)).toBe('held')
  })
})

describe('a ghost', () => {
  const live = { agentIds: ['ana'] } as LiveCall
  const silent = { grade: 'silent', loss: 0, jitterMs: 0, roundTripMs: null } as const

  test('is never a call the server knows to be hers', () => {
    expect(isGhost(call({ media: 'interrupted' }), live, 'ana')).toBe(false)
  })

  test('is a ring the server knows nothing of, or that moved on to another agent', () => {
    expect(isGhost(call({ phase: 'ringing' }), null, 'ana')).toBe(true)
    expect(isGhost(call({ phase: 'ringing' }), live, 'ben')).toBe(true)
  })

  test('is a talk that is over, but not while it is heard', () => {
    expect(isGhost(call(), null, 'ana')).toBe(false)
    expect(isGhost(call({ quality: { ...silent, grade: 'good' } }), null, 'ana')).toBe(false)
    expect(isGhost(call({ quality: silent }), null, 'ana')).toBe(true)
    expect(isGhost(call({ media: 'interrupted' }), null, 'ana')).toBe(true)
  })
})
