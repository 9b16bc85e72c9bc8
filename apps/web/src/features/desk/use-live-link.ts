'use client'

import { useEffect, useRef } from 'react'
import { connectLive, type LiveConnection } from '../../live/connection.ts'
import { live } from '../../live/store.ts'
import { useSoftphoneState } from '../../softphone/softphone-context.tsx'
import { setClock } from '../../ui/clock.ts'
import { useMe } from '../auth/me.tsx'
import { sessionEnded } from '../auth/session.ts'

/** Keeps the live state of this page fed, and the page's timers on the server's time. */
export function useLiveLink(): void {
  const { agentId } = useMe()
  const { leaseId } = useSoftphoneState()
  const connection = useRef<LiveConnection | null>(null)
  useEffect(() => {
    setClock(live.clock.now)
    live.signedInAs(agentId)
    connection.current = connectLive(live, sessionEnded)
    return () => {
      connection.current?.close()
      connection.current = null
      live.clear()
    }
  }, [agentId])
  useEffect(() => connection.current?.presentLease(leaseId), [leaseId])
}
