'use client'

import { formatPhone } from '@callfloor/domain'
import { VisuallyHidden } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useHoldView, usePhoneCall } from './use-call.ts'
import { keyOf } from './use-call-keys.ts'

/** Says aloud what the phone does, without taking focus from what is being typed. */
export function Announcer() {
  const t = useTranslations('desk')
  const { phone, queue, caller } = usePhoneCall()
  const hold = useHoldView()
  const who = caller.name || (caller.number ? formatPhone(caller.number) : t('unknownCaller'))
  const key = keyOf('answer').keys.join(' ')
  const ringing =
    phone?.phase === 'ringing'
      ? queue
        ? t('announce.ringingFor', { who, queue: queue.name, key })
        : t('announce.ringing', { who, key })
      : ''
  const talking =
    phone?.phase === 'talking'
      ? t(hold === 'held' ? 'announce.held' : 'announce.talking', { who })
      : ''
  return (
    <VisuallyHidden>
      <div role="alert">{ringing}</div>
      <div role="status">{talking}</div>
    </VisuallyHidden>
  )
}
