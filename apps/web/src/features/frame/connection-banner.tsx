'use client'

import { IconCloudOff } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { codeOf } from '../../api/refusal.ts'
import classes from './connection-banner.module.css'

/** Says calmly that the server is silent and what still works; goes away by itself. */
export function ConnectionBanner() {
  const t = useTranslations('frame')
  const down = useServerSilent()
  const cause = typeof navigator !== 'undefined' && !navigator.onLine ? 'offline' : 'apiDown'
  return (
    <div role="status" aria-live="polite">
      {down && (
        <p className={classes.banner}>
          <IconCloudOff size={18} aria-hidden />
          <span>
            <strong>{t(`${cause}.title`)}</strong> {t(`${cause}.text`)}
          </span>
        </p>
      )}
    </div>
  )
}

/** Whether a request of this page is being repeated because nobody answered. */
function useServerSilent(): boolean {
  const cache = useQueryClient().getQueryCache()
  return useSyncExternalStore(
    (changed) => cache.subscribe(changed),
    () => cache.getAll().some(({ state }) => codeOf(state.fetchFailureReason) === 'apiUnavailable'),
    () => false,
  )
}
