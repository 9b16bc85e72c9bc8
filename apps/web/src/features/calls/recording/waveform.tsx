'use client'

import { useQuery } from '@tanstack/react-query'
import { loadPeaks } from './peaks.ts'
import classes from './player.module.css'

const bars = 160

type Props = { path: string; durationMs: number | null /** 0…1 */; played: number }

/** The recording's loudness over time, for eyes only; a plain line until it is known. */
export function Waveform({ path, durationMs, played }: Props) {
  const { data: peaks } = useQuery({
    queryKey: ['peaks', path],
    queryFn: ({ signal }) => loadPeaks(path, durationMs, bars, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const shape = peaks ? shapeOf(peaks) : `M0 49h${bars}v2h-${bars}z`
  return (
    <svg
      className={classes.waveform}
      viewBox={`0 0 ${bars} 100`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={shape} className={classes.unplayed} />
      <path
        d={shape}
        className={classes.played}
        style={{ clipPath: `inset(0 ${(1 - played) * 100}% 0 0)` }}
      />
    </svg>
  )
}

/** One bar for each peak, around the middle line. */
const shapeOf = (peaks: readonly number[]): string =>
  peaks
    .map((peak, index) => {
      const height = Math.max(4, peak * 96)
      return `M${index + 0.2} ${50 - height / 2}h0.6v${height}h-0.6z`
    })
    .join('')
