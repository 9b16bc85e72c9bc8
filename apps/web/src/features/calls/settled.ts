import type { CallDetail, CallRow } from '@callfloor/contracts'

/** A recording is found and encoded within seconds of the call's end; nobody is told when. */
const soonMs = 30_000

/**
 * Whether a call that ended a moment ago may still turn out to be recorded.
 * @param now milliseconds since 1970 UTC
 */
export const awaitsRecording = (
  { answeredAt, endedAt, hasRecording }: Pick<CallRow, 'answeredAt' | 'endedAt' | 'hasRecording'>,
  now: number,
): boolean =>
  answeredAt !== null && endedAt !== null && !hasRecording && now - Date.parse(endedAt) < soonMs

/** Whether nothing of the call will change any more by itself. */
export const isSettled = (call: CallDetail, now: number): boolean =>
  call.endedAt !== null &&
  call.recordings.every(({ state }) => state !== 'encoding') &&
  !awaitsRecording(call, now)
