import type { CallId, QueueId } from '../ids.ts'
import type { Instant, Milliseconds } from '../time.ts'

/** What an agent may choose to be. */
export const chosenStatuses = ['available', 'busy', 'away', 'offline'] as const
export type ChosenStatus = (typeof chosenStatuses)[number]

/**
 * What happened to an agent's session: their own decisions, and what Asterisk says of their calls.
 */
export type SessionEvent =
  | { type: 'statusChosen'; at: Instant; status: ChosenStatus; reason: string | null }
  | { type: 'offerMade'; at: Instant; callId: CallId; queueId: QueueId }
  | {
      type: 'offerEnded'
      at: Instant
      callId: CallId
      result: 'answered' | 'missed' | 'rejected' | 'withdrawn'
    }
  | { type: 'callConnected'; at: Instant; callId: CallId; queueId: QueueId | null }
  | { type: 'callHeld'; at: Instant; callId: CallId }
  | { type: 'callResumed'; at: Instant; callId: CallId }
  /** `wrapUpMs` 0: no wrap-up follows. */
  | {
      type: 'callLeft'
      at: Instant
      callId: CallId
      queueId: QueueId | null
      wrapUpMs: Milliseconds
    }
  | { type: 'wrapUpExtended'; at: Instant; byMs: Milliseconds }
  | { type: 'wrapUpEnded'; at: Instant; how: 'disposition' | 'timedOut' | 'skipped' }
  | { type: 'sessionClosed'; at: Instant; how: SessionEnd }

export type SessionEnd = 'logout' | 'lost' | 'taken'
