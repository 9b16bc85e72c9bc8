import { formatDuration, isoDuration, none } from './format.ts'

/** A length of time that has come to its end; "—" where there is none. */
export function Duration({ ms }: { ms: number | null }) {
  if (ms === null) return <span>{none}</span>
  return <time dateTime={isoDuration(ms)}>{formatDuration(ms)}</time>
}
