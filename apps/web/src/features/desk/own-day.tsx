'use client'

import type { CallRow } from '@callfloor/contracts'
import { Skeleton } from '@mantine/core'
import { IconPhoneCheck, IconPhoneX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { api } from '../../api/client.ts'
import { useSentence } from '../../api/use-sentence.ts'
import { selectRecorded } from '../../live/selectors.ts'
import { useLive } from '../../live/store.ts'
import { serverNow } from '../../ui/clock.ts'
import { Duration } from '../../ui/duration.tsx'
import { dayOf, formatTime } from '../../ui/format.ts'
import { PhoneNumber } from '../../ui/phone-number.tsx'
import { useZone } from '../auth/use-zone.ts'
import classes from './own-day.module.css'
import phone from './phone-column.module.css'

const shown = 12
const ownCalls = { mine: 'true', limit: 100 } as const

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
              {call.lead?.name || call.callerName || <PhoneNumber number={call.callerNumber} />}
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

/** Today's calls by the company's calendar; renewed whenever the log has something new. */
export function useOwnDay(timeZone: string): { calls: CallRow[] | undefined; error: unknown } {
  const recorded = useLive(selectRecorded)
  const { data, error, refetch } = useQuery(api.calls.list.queryOptions({ input: ownCalls }))
  const last = useRef(recorded)
  useEffect(() => {
    if (last.current !== recorded) void refetch()
    last.current = recorded
  }, [recorded, refetch])
  const today = dayOf(serverNow(), timeZone)
  return { calls: data?.calls.filter((call) => dayOf(call.startedAt, timeZone) === today), error }
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
