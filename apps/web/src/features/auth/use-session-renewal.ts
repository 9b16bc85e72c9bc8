'use client'

import { useEffect } from 'react'
import { renewSession, sessionEnded } from './session.ts'

const everyMs = 3_600_000
/** How often it is looked whether it is time; a computer that slept is late by no more than this. */
const lookMs = 60_000

/** Keeps the session alive while the page is open and looked at; an unseen page lets it run out. */
export function useSessionRenewal(): void {
  useEffect(() => {
    let renewedAt = Number.NEGATIVE_INFINITY
    const renew = () => {
      const now = Date.now()
      if (document.visibilityState !== 'visible' || now - renewedAt < everyMs) return
      renewedAt = now
      renewSession()
        .then((alive) => alive || sessionEnded())
        // The server is silent: the next look tries again.
        .catch(() => {
          renewedAt = Number.NEGATIVE_INFINITY
        })
    }
    renew()
    const timer = setInterval(renew, lookMs)
    document.addEventListener('visibilitychange', renew)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', renew)
    }
  }, [])
}
