'use client'

import { IconCloudOff, IconPhoneOff } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { selectLink, selectTelephony } from '../../live/selectors.ts'
import { useLive } from '../../live/store.ts'
import { useSoftphoneState } from '../../softphone/softphone-context.tsx'
import { formatTime } from '../../ui/format.ts'
import { useZone } from '../auth/use-zone.ts'
import classes from './phone-column.module.css'

/** Says which link is down, since when, and what still works; goes away by itself. */
export function LinkNotice() {
  const t = useTranslations('desk.link')
  const link = useLive(selectLink)
  const telephony = useLive(selectTelephony)
  const { line, call } = useSoftphoneState()
  const { timeZone } = useZone()
  const text =
    link.state === 'stale'
      ? t('stale', { since: formatTime(new Date(link.since).toISOString(), timeZone, true) })
      : telephony === 'down'
        ? t('telephonyDown')
        : line === 'reconnecting'
          ? t(call ? 'reconnectingInCall' : 'reconnecting')
          : null
  const Icon = link.state === 'stale' ? IconCloudOff : IconPhoneOff
  return (
    <div role="status">
      {text && (
        <div className={classes.notice}>
          <Icon size={16} aria-hidden />
          <span>{text}</span>
        </div>
      )}
    </div>
  )
}
