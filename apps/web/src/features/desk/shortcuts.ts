/** What a key does on the phone. Dispositions are counted from 1. */
export type PhoneKey =
  | 'answer'
  | 'reject'
  | 'hangUp'
  | 'mute'
  | 'hold'
  | 'extend'
  | { disposition: number }

export const phoneKeys = {
  answer: 'A',
  reject: 'R',
  hangUp: 'X',
  mute: 'M',
  hold: 'H',
  extend: 'E',
} as const

type Pressed = Pick<
  KeyboardEvent,
  'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'code' | 'repeat'
> & { getModifierState(key: string): boolean }

/**
 * Which action a key press asks for. Alt with a letter types nothing, so these work while a note is
 * being written. On a Mac Option types letters: there Control is held as well.
 */
export function phoneKeyOf(event: Pressed, mac: boolean): PhoneKey | null {
  if (!event.altKey || event.metaKey || event.shiftKey || event.repeat) return null
  if (event.ctrlKey !== mac) return null
  // AltGr types characters on most keyboards.
  if (event.getModifierState('AltGraph')) return null
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
  if (digit) return { disposition: Number(digit) }
  const letter = event.code.replace(/^Key/, '')
  const found = Object.entries(phoneKeys).find(([, key]) => key === letter)
  return (found?.[0] as keyof typeof phoneKeys | undefined) ?? null
}

/** The keys as people name them, for a tooltip. */
export const namesOf = (key: string, mac: boolean): string[] =>
  mac ? ['⌃', '⌥', key] : ['Alt', key]

/** The same for `aria-keyshortcuts` (WAI-ARIA 1.2). */
export const ariaKeysOf = (key: string, mac: boolean): string =>
  mac ? `Control+Alt+${key}` : `Alt+${key}`
