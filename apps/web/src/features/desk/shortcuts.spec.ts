import { describe, expect, test } from 'vitest'
import { ariaKeysOf, phoneKeyOf } from './shortcuts.ts'

const press = (code: string, held: Partial<KeyboardEvent> & { altGraph?: boolean } = {}) => ({
  code,
  altKey: true,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  repeat: false,
  ...held,
  getModifierState: (key: string) => key === 'AltGraph' && held.altGraph === true,
})

describe('the phone keys', () => {
  test.each([
    ['KeyA', 'answer'],
    ['KeyR', 'reject'],
    ['KeyX', 'hangUp'],
    ['KeyM', 'mute'],
    ['KeyH', 'hold'],
    ['KeyE', 'extend'],
  ])('Alt and %s is %s', (code, action) => {
    expect(phoneKeyOf(press(code), false)).toBe(action)
  })

  test('digits pick dispositions, from 1', () => {
    expect(phoneKeyOf(press('Digit3'), false)).toEqual({ disposition: 3 })
    expect(phoneKeyOf(press('Numpad9'), false)).toEqual({ disposition: 9 })
    expect(phoneKeyOf(press('Digit0'), false)).toBeNull()
  })

  test.each([
    ['without Alt', { altKey: false }],
    ['with AltGr, which types', { altGraph: true }],
    ['with Control as well, which AltGr is on Windows', { ctrlKey: true }],
    ['with Shift', { shiftKey: true }],
    ['held down', { repeat: true }],
  ])('a letter %s is typing', (_, held) => {
    expect(phoneKeyOf(press('KeyA', held), false)).toBeNull()
  })

  test('on a Mac Option alone types, so Control is held too', () => {
    expect(phoneKeyOf(press('KeyA'), true)).toBeNull()
    expect(phoneKeyOf(press('KeyA', { ctrlKey: true }), true)).toBe('answer')
    expect(ariaKeysOf('A', true)).toBe('Control+Alt+A')
  })

  test('other keys are none of ours', () => {
    expect(phoneKeyOf(press('KeyB'), false)).toBeNull()
    expect(phoneKeyOf(press('ArrowLeft'), false)).toBeNull()
  })
})
