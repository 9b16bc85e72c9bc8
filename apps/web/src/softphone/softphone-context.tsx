'use client'

import { useSelector } from '@xstate/react'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import type { SnapshotFrom } from 'xstate'
import { type SoftphoneMachine, softphoneStateOf } from './machine.ts'
import { createSoftphone, type Softphone } from './softphone.ts'
import type { SoftphoneState } from './state.ts'

const SoftphoneContext = createContext<Softphone | null>(null)

// One phone for the life of the page: a remount of the frame must not end a call.
let softphone: Softphone | null = null
let audio: HTMLAudioElement | null = null

/** Holds the page's phone and the element the caller is heard through. */
export function SoftphoneProvider({ children }: { children: ReactNode }) {
  const [phone, setPhone] = useState<Softphone | null>(null)
  const element = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    audio = element.current
    softphone ??= createSoftphone(() => audio)
    setPhone(softphone)
  }, [])
  return (
    <SoftphoneContext value={phone}>
      {children}
      {/* biome-ignore lint/a11y/useMediaCaption: a live telephone call has no captions */}
      <audio ref={element} data-callfloor-remote autoPlay hidden />
    </SoftphoneContext>
  )
}

/** The phone; null until the page has come to life in the browser. */
export const useSoftphone = (): Softphone | null => useContext(SoftphoneContext)

const silent: SoftphoneState = {
  line: 'off',
  leaseId: null,
  refusal: null,
  call: null,
  lastEnd: null,
  answerFailed: false,
  microphone: 'off',
  speaker: 'locked',
}

/** What the phone does now. */
export function useSoftphoneState(): SoftphoneState {
  const phone = useSoftphone()
  return useSelector(
    phone?.actor,
    (snapshot: SnapshotFrom<SoftphoneMachine> | undefined) =>
      snapshot ? softphoneStateOf(snapshot) : silent,
    isSame,
  )
}

/** A few small fields: comparing them by text is cheaper than rendering again. */
const isSame = (a: SoftphoneState, b: SoftphoneState) => JSON.stringify(a) === JSON.stringify(b)
