'use client'

import { useEffect, useState } from 'react'
import { useMyAgent } from './use-call.ts'

/**
 * The call the desk shows: the agent's own, from ringing through wrap-up. While a note is being
 * typed it stays, even when the wrap-up ends or the next call rings; it gives way to a call
 * that was answered.
 */
export function useSubject(): { callId: string | null; onTyping: (typing: boolean) => void } {
  const me = useMyAgent()
  const current = me?.callId ?? null
  const ringing = me?.shown === 'ringing'
  const [typing, setTyping] = useState(false)
  const [kept, setKept] = useState<string | null>(null)
  const stays = typing && kept !== null && (current === null || ringing)
  const callId = stays ? kept : current
  useEffect(() => setKept(callId), [callId])
  return { callId, onTyping: setTyping }
}
