import type { Heard } from './hearing.ts'

export type CallResult =
  | 'answered'
  | 'busy'
  | 'noAnswer'
  | 'declined'
  | 'congestion'
  | 'notFound'
  | 'unreachable'
  | 'cancelled'
  | 'failed'

/** What a caller from the public network lived through. Times in ms. */
export type CallReport = {
  result: CallResult
  /** The final SIP status; null where none came. */
  sipCode: number | null
  /** Dialling to the first sign of the far end: ringing, an answer or a refusal. */
  setupMs: number | null
  /** Dialling to the answer; null when nobody answered. */
  answeredMs: number | null
  /** Answer to the end; 0 when nobody answered. */
  durationMs: number
  /** Measured on what the caller received after the answer. */
  heard: Heard
}

// RFC 3261 section 21; 487 follows our own CANCEL.
const results: Record<number, CallResult> = {
  403: 'declined',
  404: 'notFound',
  408: 'unreachable',
  410: 'notFound',
  480: 'noAnswer',
  484: 'notFound',
  486: 'busy',
  487: 'cancelled',
  500: 'failed',
  503: 'congestion',
  600: 'busy',
  603: 'declined',
  604: 'notFound',
}

/** The outcome a final SIP status stands for. */
export const resultOf = (sipCode: number | null): CallResult =>
  sipCode === null ? 'failed' : sipCode < 300 ? 'answered' : (results[sipCode] ?? 'failed')
