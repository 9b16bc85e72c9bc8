'use client'

import { useNow } from '../../ui/clock.ts'
import { formatDuration } from '../../ui/format.ts'
import classes from './countdown-ring.module.css'

const radius = 34
const around = 2 * Math.PI * radius

/** The time that is left, as a ring that empties and a figure in it; by the server's clock. */
export function CountdownRing({
  from,
  until,
  label,
}: {
  from: string
  until: string
  label: string
}) {
  const now = useNow()
  const whole = Date.parse(until) - Date.parse(from)
  const left = Math.min(whole, Math.max(0, Date.parse(until) - now))
  const share = whole > 0 ? left / whole : 0
  // Counting down, a second is left until it has fully gone.
  const figure = formatDuration(Math.ceil(left / 1000) * 1000)
  return (
    <div className={classes.ring} role="timer" aria-label={label}>
      <svg viewBox="0 0 80 80" aria-hidden>
        <circle cx="40" cy="40" r={radius} className={classes.track} />
        <circle
          cx="40"
          cy="40"
          r={radius}
          className={classes.left}
          strokeDasharray={around}
          strokeDashoffset={around * (1 - share)}
        />
      </svg>
      <span className={classes.figure}>{figure}</span>
    </div>
  )
}
