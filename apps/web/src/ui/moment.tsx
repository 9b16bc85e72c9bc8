'use client'

import { useNow } from './clock.ts'
import { formatDay, formatTime } from './format.ts'

type Props = { at: string; timeZone: string }

/** A day and a time of day; the zone is named once on the page. */
export function Moment({ at, timeZone }: Props) {
  const now = useNow(3_600_000)
  return (
    <time dateTime={at}>
      {formatDay(at, timeZone, now)}, {formatTime(at, timeZone, true)}
    </time>
  )
}
