'use client'

import { type ReactNode, useEffect } from 'react'
import { SoftphoneProvider } from '../../softphone/softphone-context.tsx'
import { useMe } from '../auth/me.tsx'
import { Announcer } from './announcer.tsx'
import { resumeNotes } from './notes.ts'
import { useAttention } from './use-attention.ts'
import { useCallKeys } from './use-call-keys.ts'
import { useLiveLink } from './use-live-link.ts'
import { usePhoneLife } from './use-phone-life.ts'
import { useReadinessGuard } from './use-readiness-guard.ts'

/** Keeps the live link and the phone of whoever is signed in, on whatever page they are. */
export function DeskProvider({ children }: { children: ReactNode }) {
  return (
    <SoftphoneProvider>
      <DeskLife />
      {children}
    </SoftphoneProvider>
  )
}

function DeskLife() {
  const { agentId } = useMe()
  useLiveLink()
  usePhoneLife()
  useReadinessGuard()
  useAttention()
  useCallKeys()
  useEffect(() => resumeNotes(agentId), [agentId])
  return <Announcer />
}
