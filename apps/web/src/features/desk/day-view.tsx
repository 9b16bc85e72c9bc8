'use client'

import { Skeleton, Text } from '@mantine/core'
import { IconPhoneCall } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useSoftphoneState } from '../../softphone/softphone-context.tsx'
import { missingOf } from '../../softphone/state.ts'
import { Duration } from '../../ui/duration.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Section } from '../../ui/section.tsx'
import { useZone } from '../auth/use-zone.ts'
import { CallTable } from '../calls/call-table.tsx'
import { dayOfCalls } from './day.ts'
import classes from './day-view.module.css'
import { useMyAgent } from './use-call.ts'
import { useOwnDay } from './use-own-day.ts'

/** Between calls: the agent's day in three figures and its calls. */
export function DayView() {
  const t = useTranslations('desk')
  const tCalls = useTranslations('calls')
  const { timeZone, name } = useZone()
  const { calls, error, refetch } = useOwnDay(timeZone)
  const missing = missingOf(useSoftphoneState())
  const ready = useMyAgent()?.shown === 'available' && missing.length === 0
  return (
    <Page title={t('today')}>
      {error && !calls ? <ErrorState error={error} onRetry={refetch} /> : null}
      {!calls && !error && <Skeleton h={200} radius="md" />}
      {calls?.length === 0 && (
        <EmptyState
          icon={IconPhoneCall}
          title={t(ready ? 'day.readyTitle' : 'day.emptyTitle')}
          text={t(ready ? 'day.readyText' : 'day.emptyText')}
        />
      )}
      {calls && calls.length > 0 && (
        <>
          <Figures of={dayOfCalls(calls)} />
          <Section
            title={t('ownDay')}
            actions={
              <Text size="xs" c="dimmed">
                {tCalls('zone', { zone: name })}
              </Text>
            }
          >
            <CallTable calls={calls} timeZone={timeZone} caption={t('ownDay')} />
          </Section>
        </>
      )}
    </Page>
  )
}

function Figures({ of }: { of: ReturnType<typeof dayOfCalls> }) {
  const t = useTranslations('desk.day')
  return (
    <dl className={classes.figures}>
      <Figure term={t('answered')}>{of.answered}</Figure>
      <Figure term={t('talk')}>
        <Duration ms={of.talkMs} />
      </Figure>
      <Figure term={t('meanTalk')} note={t('ofCalls', { count: of.answered })}>
        <Duration ms={of.meanTalkMs} />
      </Figure>
    </dl>
  )
}

type FigureProps = { term: string; note?: string; children: ReactNode }

function Figure({ term, note, children }: FigureProps) {
  return (
    <div className={classes.figure}>
      <dt>{term}</dt>
      <dd>
        {children}
        {note && <span className={classes.note}>{note}</span>}
      </dd>
    </div>
  )
}
