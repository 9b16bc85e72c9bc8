'use client'

import { useEffect, useRef } from 'react'
import {
  selectCallByLinkedId,
  selectLink,
  selectMe,
  selectTelephony,
} from '../../live/selectors.ts'
import { useLive } from '../../live/store.ts'
import { hasRememberedLease } from '../../softphone/lease.ts'
import { useSoftphone, useSoftphoneState } from '../../softphone/softphone-context.tsx'
import { useMe } from '../auth/me.tsx'
import { beforeSignOut } from '../auth/use-sign-out.ts'
import { isGhost } from './ghost.ts'

/** How long the live state may disagree with the phone before it is believed. */
const ghostAfterMs = 4_000

/** Starts the phone, gives it back at sign-out, and has it follow what the server says of it. */
export function usePhoneLife(): void {
  const { role, agentId } = useMe()
  const phone = useSoftphone()
  useEffect(() => {
    if (!phone) return
    // Others than agents may take calls, but are not put on the phone by looking at a page.
    if (role === 'AGENT' || hasRememberedLease()) phone.actor.send({ type: 'start' })
    const unlock = () => {
      if (phone.actor.getSnapshot().context.speaker === 'locked') void phone.unlock()
    }
    window.addEventListener('pointerup', unlock)
    window.addEventListener('keydown', unlock)
    const stay = beforeSignOut(() => phone.end())
    return () => {
      window.removeEventListener('pointerup', unlock)
      window.removeEventListener('keydown', unlock)
      stay()
    }
  }, [phone, role])
  useLease()
  useGhosts(agentId)
  useReloadWarning()
}

/** Has the browser ask before a call loses its page. The call itself is not ended by it. */
function useReloadWarning(): void {
  const inCall = useSoftphoneState().call !== null
  useEffect(() => {
    if (!inCall) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [inCall])
}

/** The server's word on the lease, once it has named ours: what it said before is older than ours. */
function useLease(): void {
  const phone = useSoftphone()
  const { leaseId } = useSoftphoneState()
  const theirs = useLive((view) => selectMe(view)?.leaseId)
  const named = useRef<string | null>(null)
  useEffect(() => {
    if (!phone || leaseId === null || theirs === undefined) return
    if (theirs === leaseId) named.current = leaseId
    else if (named.current === leaseId) {
      named.current = null
      phone.actor.send({ type: theirs === null ? 'leaseLost' : 'leaseTaken' })
    }
  }, [phone, leaseId, theirs])
}

/** Lets go of a call that ended while no BYE could reach this page. */
function useGhosts(agentId: string): void {
  const phone = useSoftphone()
  const { call } = useSoftphoneState()
  const known = useLive(selectCallByLinkedId(call?.linkedId ?? null))
  const trusted = useLive((v) => selectLink(v).state === 'live' && selectTelephony(v) === 'up')
  const ghost = trusted && call !== null && call.linkedId !== null && isGhost(call, known, agentId)
  useEffect(() => {
    if (!ghost) return
    const timer = setTimeout(() => phone?.actor.send({ type: 'callGone' }), ghostAfterMs)
    return () => clearTimeout(timer)
  }, [ghost, phone])
}
