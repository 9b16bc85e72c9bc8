import type { ReactNode } from 'react'
import classes from './state-dot.module.css'

/** The eight meanings a colour has; see theme/tokens.css. */
export const tones = [
  'available',
  'ringing',
  'on-call',
  'hold',
  'wrap-up',
  'away',
  'offline',
  'breach',
] as const
export type Tone = (typeof tones)[number]

/** A dot in a state's colour. The word stands beside it, so readers skip the dot. */
export function StateDot({ tone }: { tone: Tone }) {
  return <span className={classes.dot} data-tone={tone} aria-hidden />
}

type ChipProps = { tone: Tone; icon?: ReactNode; children: ReactNode }

/** A state's colour with its word; `icon` takes the place of the dot. */
export function StateChip({ tone, icon, children }: ChipProps) {
  return (
    <span className={classes.chip} data-tone={tone}>
      {icon ?? <StateDot tone={tone} />}
      <span>{children}</span>
    </span>
  )
}
