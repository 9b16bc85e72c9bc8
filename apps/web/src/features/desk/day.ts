import type { CallRow } from '@callfloor/contracts'

/** An agent's day in figures; null where there is nothing to divide by. Milliseconds. */
export type Day = { answered: number; talkMs: number; meanTalkMs: number | null }

/** Counts the calls a person talked on; the others never reached them. */
export function dayOfCalls(calls: readonly CallRow[]): Day {
  const answered = calls.filter((call) => call.answeredAt !== null)
  const talkMs = answered.reduce((sum, call) => sum + call.talkMs, 0)
  return {
    answered: answered.length,
    talkMs,
    meanTalkMs: answered.length > 0 ? talkMs / answered.length : null,
  }
}
