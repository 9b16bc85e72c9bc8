import { dayOf } from '../../ui/format.ts'

export type Day<T> = { day: string; calls: T[] }

/** Splits calls, in their order, where the calendar day of the zone changes. */
export function byDay<T extends { startedAt: string }>(
  calls: readonly T[],
  timeZone: string,
): Day<T>[] {
  const days: Day<T>[] = []
  for (const call of calls) {
    const day = dayOf(call.startedAt, timeZone)
    const last = days.at(-1)
    if (last?.day === day) last.calls.push(call)
    else days.push({ day, calls: [call] })
  }
  return days
}
