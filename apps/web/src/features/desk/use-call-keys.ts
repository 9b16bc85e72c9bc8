'use client'

import { useEffect, useRef } from 'react'
import { useSoftphoneState } from '../../softphone/softphone-context.tsx'
import { ariaKeysOf, namesOf, phoneKeyOf, phoneKeys } from './shortcuts.ts'
import { useCallActions, useHoldView } from './use-call.ts'

/** The phone's own keys, on every page. What belongs to the wrap-up is heard by its card. */
export function useCallKeys(): void {
  const { call } = useSoftphoneState()
  const hold = useHoldView()
  const actions = useCallActions()
  const act = (key: ReturnType<typeof phoneKeyOf>): boolean => {
    if (call?.phase === 'ringing' && key === 'answer') actions.answer()
    else if (call?.phase === 'ringing' && key === 'reject') actions.reject()
    else if (call?.phase === 'talking' && key === 'hangUp') actions.hangUp()
    else if (call?.phase === 'talking' && key === 'mute') actions.mute(!call.muted)
    else if (call?.phase === 'talking' && key === 'hold') actions.hold(hold === 'talking')
    else return false
    return true
  }
  usePhoneKeys(act)
}

/** Hears the phone's keys wherever focus is; `act` says whether it used one. */
export function usePhoneKeys(act: (key: ReturnType<typeof phoneKeyOf>) => boolean): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = phoneKeyOf(event, isMac())
      if (key && latest.current(key)) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

const isMac = (): boolean => typeof navigator !== 'undefined' && /Mac/.test(navigator.userAgent)

/** What a control needs to show and announce its key. */
export function keyOf(action: keyof typeof phoneKeys): { keys: string[]; aria: string } {
  return keyNamed(phoneKeys[action])
}

export const keyNamed = (key: string): { keys: string[]; aria: string } => ({
  keys: namesOf(key, isMac()),
  aria: ariaKeysOf(key, isMac()),
})
