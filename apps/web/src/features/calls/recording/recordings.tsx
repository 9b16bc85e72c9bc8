'use client'

import type { CallDetail } from '@callfloor/contracts'
import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useNow } from '../../../ui/clock.ts'
import { Section } from '../../../ui/section.tsx'
import { awaitsRecording } from '../settled.ts'
import { Player } from './player.tsx'

type Recording = CallDetail['recordings'][number]

export function Recordings({ call }: { call: CallDetail }) {
  const t = useTranslations('calls.recording')
  const now = useNow(5_000)
  const pending = call.endedAt === null || awaitsRecording(call, now)
  return (
    <Section title={t('title')}>
      {call.recordings.length === 0 && <Text c="dimmed">{t(pending ? 'later' : 'none')}</Text>}
      {call.recordings.map((recording) => (
        <RecordingState key={recording.id} recording={recording} />
      ))}
    </Section>
  )
}

function RecordingState({ recording }: { recording: Recording }) {
  const t = useTranslations('calls.recording')
  if (recording.state !== 'ready') return <Text c="dimmed">{t(recording.state)}</Text>
  if (!recording.path) return <Text c="dimmed">{t('notAllowed')}</Text>
  return <Player path={recording.path} durationMs={recording.durationMs} />
}
