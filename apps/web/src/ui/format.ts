import { between } from '@callfloor/domain'

/** Shown where there is no figure: never a zero that was not measured. */
export const none = '—'

/** Milliseconds as 02:14, from an hour on as 1:02:14; whole seconds, cut off and not rounded up. */
export function formatDuration(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return none
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  const [h, m, s] = [Math.floor(minutes / 60), minutes % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`
}

/** A duration as ISO 8601 for machines: PT134S. */
export const isoDuration = (ms: number): string => `PT${Math.max(0, Math.floor(ms / 1000))}S`

/** From one ISO instant to another in milliseconds; null where one is missing. */
export function span(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : between(Date.parse(from), Date.parse(to))
}

/** The time of day in `timeZone`: 14:05, or 14:05:32. */
export function formatTime(iso: string, timeZone: string, seconds = false): string {
  return formatter(timeZone, {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
    hourCycle: 'h23',
  }).format(new Date(iso))
}

/** The day in `timeZone`, with the year only where it is another one than that of `now`. */
export function formatDay(iso: string, timeZone: string, now: number): string {
  const sameYear = dayOf(iso, timeZone).slice(0, 4) === dayOf(now, timeZone).slice(0, 4)
  return formatter(timeZone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(!sameYear && { year: 'numeric' }),
  }).format(new Date(iso))
}

/** The calendar day in `timeZone` as 2026-11-23: what belongs together has the same. */
export function dayOf(at: string | number, timeZone: string): string {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  const parts = formatter(timeZone, options).formatToParts(new Date(at))
  const of = (type: string) => parts.find((part) => part.type === type)?.value
  return `${of('year')}-${of('month')}-${of('day')}`
}

/** Whether the day of `iso` is that of `now`, the one before, or another. */
export function nearDay(iso: string, timeZone: string, now: number): 'today' | 'yesterday' | null {
  const day = dayOf(iso, timeZone)
  const today = dayOf(now, timeZone)
  if (day === today) return 'today'
  // Noon of today less a day is yesterday even where the clocks changed in between.
  const before = new Date(Date.parse(`${today}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  return day === before ? 'yesterday' : null
}

/** A zone as people say it: "New York (EST)". */
export function zoneName(timeZone: string, now: number): string {
  const place = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone
  const short = formatter(timeZone, { timeZoneName: 'short' })
    .formatToParts(new Date(now))
    .find(({ type }) => type === 'timeZoneName')?.value
  return !short || short === place ? place : `${place} (${short})`
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Building one costs a thousand times its use. */
function formatter(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = timeZone + JSON.stringify(options)
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', { ...options, timeZone })
  formatters.set(key, made)
  return made
}
