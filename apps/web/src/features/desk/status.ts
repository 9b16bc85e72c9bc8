import type { LiveAgent } from '@callfloor/contracts'
import type { Tone } from '../../ui/state-dot.tsx'

/** The colour of each status; `busy` and `away` are both times without calls. */
export const toneOf: Record<LiveAgent['shown'], Tone> = {
  available: 'available',
  busy: 'away',
  away: 'away',
  offline: 'offline',
  ringing: 'ringing',
  onCall: 'on-call',
  held: 'hold',
  wrapUp: 'wrap-up',
}

/** Why an agent is away, as offered for choice. Stored as the code. */
export const awayReasons = ['break', 'lunch', 'meeting', 'training'] as const
/** Reasons the system gives. */
const givenReasons = ['missedCalls', 'notReady', 'noMicrophone'] as const

const known: readonly string[] = [...awayReasons, ...givenReasons]

/** The reason's code where it is one this screen has words for. */
export const knownReason = (
  reason: string | null,
): (typeof awayReasons)[number] | (typeof givenReasons)[number] | null =>
  reason !== null && known.includes(reason)
    ? (reason as (typeof awayReasons)[number] | (typeof givenReasons)[number])
    : null
