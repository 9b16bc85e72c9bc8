'use client'

import { useMe } from '../auth/me.tsx'
import { CallDesk } from './call-desk.tsx'
import { DayView } from './day-view.tsx'
import { useSubject } from './use-subject.ts'

/** The person of the current call through wrap-up; between calls, the day so far. */
export function DeskPage() {
  const { agentId } = useMe()
  const { callId, onTyping } = useSubject()
  return callId ? (
    <CallDesk key={callId} callId={callId} agentId={agentId} onTyping={onTyping} />
  ) : (
    <DayView />
  )
}
