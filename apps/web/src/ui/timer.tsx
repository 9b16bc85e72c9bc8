'use client'

import { useNow } from './clock.ts'
import { formatDuration, isoDuration } from './format.ts'

type Props = { since: string; className?: string; 'aria-label'?: string }

/** The time that has run since an instant, by the server's clock. */
export function Timer({ since, ...rest }: Props) {
  const ms = Math.max(0, useNow() - Date.parse(since))
  return (
    <time role="timer" dateTime={isoDuration(ms)} {...rest}>
      {formatDuration(ms)}
    </time>
  )
}
