'use client'

import type { CallRow } from '@callfloor/contracts'
import { Skeleton } from '@mantine/core'
import { IconPhoneCheck, IconPhoneX } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useSentence } from '../../api/use-sentence.ts'
import { Duration } from '../../ui/duration.tsx'
import { formatTime } from '../../ui/format.ts'
import { useZone } from '../auth/use-zone.ts'
import { whoIs } from '../calls/who.ts'
import classes from './own-day.module.css'
import phone from './phone-column.module.css'
import { useOwnDay } from './use-own-day.ts'

const shown = 6

/** The agent's own calls of today, newest first. */
export function OwnDay() {
  const t = useTranslations('desk')
  const sentence = useSentence()
  const { timeZone } = useZone()
  const { calls, error } = useOwnDay(timeZone)
  if (error && !calls) return <p className={phone.quiet}>{sentence(error)}</p>
  if (!calls) return <Skeleton h={64} />
  if (calls.length === 0) return <p className={phone.quiet}>{t('noCallsToday')}</p>
  return (
    <ul className={phone.list}>
      {calls.slice(0, shown).map((call) => (
        <li key={call.id}>
          <Link href={`/calls/${call.id}`} className={classes.call}>
            <OutcomeIcon call={call} />
            <span className={classes.who}>
              <bdi>{whoIs(call).first ?? t('unknownCaller')}</bdi>
              <span className={classes.what}>{call.disposition ?? call.queue?.name}</span>
            </span>
            <span className={classes.when}>
              <time dateTime={call.startedAt}>{formatTime(call.startedAt, timeZone)}</time>
              <Duration ms={call.answeredAt ? call.talkMs : null} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function OutcomeIcon({ call }: { call: CallRow }) {
  const t = useTranslations('desk')
  const answered = call.answeredAt !== null
  const Icon = answered ? IconPhoneCheck : IconPhoneX
  return (
    <Icon
      size={16}
      className={classes.icon}
      role="img"
      aria-label={t(answered ? 'answeredCall' : 'unansweredCall')}
    />
  )
}
