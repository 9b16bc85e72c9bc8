'use client'

import type { CallDetail } from '@callfloor/contracts'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { useNow } from '../../../ui/clock.ts'
import { formatDuration } from '../../../ui/format.ts'
import { Section } from '../../../ui/section.tsx'
import table from '../../../ui/table.module.css'
import classes from './call-timeline.module.css'
import { HappeningsTable } from './happenings-table.tsx'
import { type Phase, type Timeline, ticksOf, timelineOf } from './timeline.ts'
import { usePartyName } from './use-party-name.ts'

type Props = { call: CallDetail; timeZone: string }

/** Who was on the call when: a picture to scale, and beneath it the same in words. */
export function CallTimeline({ call, timeZone }: Props) {
  const t = useTranslations('calls.timeline')
  const captionId = useId()
  const now = useNow(call.endedAt ? Number.MAX_SAFE_INTEGER : 1000)
  const timeline = timelineOf(call, now)
  return (
    <Section title={t('title')}>
      <figure className={classes.figure} aria-labelledby={captionId}>
        <figcaption id={captionId} className={table.hidden}>
          {t('figure')}
        </figcaption>
        <Picture timeline={timeline} />
        <Legend timeline={timeline} />
      </figure>
      <HappeningsTable call={call} timeZone={timeZone} />
    </Section>
  )
}

const percent = (part: number, whole: number) => `${whole > 0 ? (100 * part) / whole : 0}%`

/** A figure stands over the middle of its place, at either end within the picture. */
const shiftOf = (place: number) => (place > 0.03 ? (place > 0.97 ? '-100%' : '-50%') : '0')

/** For eyes only: the table says it to everyone else. */
function Picture({ timeline: { totalMs, lanes } }: { timeline: Timeline }) {
  const nameOf = usePartyName()
  return (
    <div className={classes.picture} aria-hidden>
      {lanes.map((lane) => (
        <div key={lane.key} className={classes.lane}>
          <bdi className={classes.name}>{nameOf(lane.party)}</bdi>
          <div className={classes.track}>
            {lane.stretches.map(({ phase, from, to }) => (
              <span
                key={from}
                className={classes.stretch}
                data-phase={phase}
                style={{ left: percent(from, totalMs), width: percent(to - from, totalMs) }}
              />
            ))}
          </div>
        </div>
      ))}
      <div className={classes.scale}>
        {ticksOf(totalMs).map((tick) => (
          <span
            key={tick}
            style={{ left: percent(tick, totalMs), translate: shiftOf(tick / totalMs) }}
          >
            {formatDuration(tick)}
          </span>
        ))}
      </div>
    </div>
  )
}

function Legend({ timeline }: { timeline: Timeline }) {
  const t = useTranslations('calls.timeline.phases')
  const phases = [...new Set(timeline.lanes.flatMap((lane) => lane.stretches.map((s) => s.phase)))]
  return (
    <ul className={classes.legend} aria-hidden>
      {phases.map((phase: Phase) => (
        <li key={phase}>
          <span className={classes.stretch} data-phase={phase} />
          {t(phase)}
        </li>
      ))}
    </ul>
  )
}
