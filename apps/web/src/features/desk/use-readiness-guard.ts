'use client'

import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { client } from '../../api/client.ts'
import { selectMe } from '../../live/selectors.ts'
import { useLive } from '../../live/store.ts'
import { useSoftphone, useSoftphoneState } from '../../softphone/softphone-context.tsx'
import { missingOf } from '../../softphone/state.ts'

/** A phone may be away for a moment: a socket comes back, a headset is plugged in again. */
const graceMs = 12_000

/** Nobody stays Available who could not hear a caller: what is missing is mended, or they go Away. */
export function useReadinessGuard(): void {
  const t = useTranslations('desk')
  const phone = useSoftphone()
  const state = useSoftphoneState()
  const available = useLive((view) => selectMe(view)?.chosen === 'available')
  const holdsLine = state.leaseId !== null && state.line !== 'passive' && state.line !== 'off'
  const missing = missingOf(state)
  const deaf = available && holdsLine && missing.length > 0 && state.call === null
  const first = missing[0]

  // After a reload the browser still knows what it allowed: both come back without a question.
  useEffect(() => {
    if (available && holdsLine && phone) void phone.prepare()
  }, [available, holdsLine, phone])

  useEffect(() => {
    if (!deaf) return
    const timer = setTimeout(() => {
      const reason = first === 'microphone' ? 'noMicrophone' : 'notReady'
      client.agent.chooseStatus({ status: 'away', reason }).then(
        () =>
          notifications.show({
            color: 'yellow',
            autoClose: false,
            message: t(`wentAway.${reason}`),
          }),
        // The server hears of the lost phone by itself; this was only to be quicker.
        () => {},
      )
    }, graceMs)
    return () => clearTimeout(timer)
  }, [deaf, first, t])
}
