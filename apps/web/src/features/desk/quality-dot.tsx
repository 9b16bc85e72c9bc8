'use client'

import { useTranslations } from 'next-intl'
import { StateDot, type Tone } from '../../ui/state-dot.tsx'
import classes from './quality-dot.module.css'
import { useHoldView, usePhoneCall } from './use-call.ts'

const tones: Record<'good' | 'fair' | 'poor' | 'silent', Tone> = {
  good: 'available',
  fair: 'ringing',
  poor: 'breach',
  silent: 'breach',
}

/** How well the caller is heard, in a word, with what was measured beside it. */
export function QualityDot() {
  const t = useTranslations('desk.quality')
  const { phone } = usePhoneCall()
  const hold = useHoldView()
  if (phone?.phase !== 'talking') return null
  if (phone.media === 'interrupted') return <Line tone="breach" word={t('interrupted')} />
  const { quality } = phone
  if (hold === 'held') return <Line tone="hold" word={t('held')} />
  if (!quality || hold !== 'talking') return <Line tone="offline" word={t('measuring')} />
  const { grade, loss, jitterMs, roundTripMs } = quality
  const figures = t('figures', {
    loss: (loss * 100).toFixed(loss > 0 && loss < 0.1 ? 1 : 0),
    jitter: Math.round(jitterMs),
    delay: roundTripMs === null ? '—' : String(Math.round(roundTripMs)),
  })
  return <Line tone={tones[grade]} word={t(grade)} figures={grade === 'silent' ? '' : figures} />
}

function Line({ tone, word, figures = '' }: { tone: Tone; word: string; figures?: string }) {
  return (
    <p className={classes.quality}>
      <StateDot tone={tone} />
      <span>{word}</span>
      {figures && <span className={classes.figures}>{figures}</span>}
    </p>
  )
}
