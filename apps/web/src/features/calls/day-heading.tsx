'use client'

import { useTranslations } from 'next-intl'
import { useNow } from '../../ui/clock.ts'
import { formatDay, nearDay } from '../../ui/format.ts'

type Props = { at: string; timeZone: string }

/** "Today · Mon, Nov 23" for the day of an instant. */
export function DayHeading({ at, timeZone }: Props) {
  const t = useTranslations('calls')
  const now = useNow(60_000)
  const near = nearDay(at, timeZone, now)
  const day = formatDay(at, timeZone, now)
  return <>{near ? `${t(near)} · ${day}` : day}</>
}
