'use client'

import { IconHourglassLow, IconPhoneCall, IconPlayerPause } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { type LiveView, useLive } from '../../live/store.ts'
import { StateChip } from '../../ui/state-dot.tsx'
import { Timer } from '../../ui/timer.tsx'
import { stageOf } from './stage.ts'

const looks = {
  waiting: { tone: 'away', icon: <IconHourglassLow aria-hidden /> },
  ringing: { tone: 'ringing', icon: null },
  talking: { tone: 'on-call', icon: <IconPhoneCall aria-hidden /> },
  held: { tone: 'hold', icon: <IconPlayerPause aria-hidden /> },
} as const

const selectAgents = ({ feed }: LiveView) => feed?.floor.agents

/** What a call does right now, and for how long; where the floor does not know it, only that it goes on. */
export function Ongoing({ callId }: { callId: string }) {
  const t = useTranslations('calls')
  const call = useLive(({ feed }) => feed?.floor.calls[callId])
  const agents = useLive(selectAgents)
  const stage = useMemo(() => call && stageOf(call, agents ?? {}), [call, agents])
  if (!stage) return <StateChip tone="on-call">{t('outcomes.ongoing')}</StateChip>
  const { tone, icon } = looks[stage.kind]
  return (
    <StateChip tone={tone} icon={icon}>
      {t(`stages.${stage.kind}`)} {stage.since && <Timer since={stage.since} className="tabular" />}
    </StateChip>
  )
}
