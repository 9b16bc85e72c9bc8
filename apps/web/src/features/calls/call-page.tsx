'use client'

import type { CallDetail } from '@callfloor/contracts'
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { api } from '../../api/client.ts'
import { BackLink } from '../../ui/back-link.tsx'
import { serverNow } from '../../ui/clock.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { Page } from '../../ui/page.tsx'
import { useZone } from '../auth/use-zone.ts'
import { CallNotes } from './call-notes.tsx'
import classes from './call-page.module.css'
import { CallSummary } from './call-summary.tsx'
import { Outcome } from './outcome.tsx'
import { Recordings } from './recording/recordings.tsx'
import { isSettled } from './settled.ts'
import { CallTimeline } from './timeline/call-timeline.tsx'
import { useRenewed } from './use-renewed.ts'
import { whoIs } from './who.ts'

export function CallPage({ callId }: { callId: string }) {
  const t = useTranslations('calls')
  const {
    data: call,
    error,
    refetch,
  } = useQuery({
    ...api.calls.get.queryOptions({ input: { callId } }),
    // A call that goes on changes while one looks; so does a recording that is being prepared.
    refetchInterval: ({ state }) =>
      state.data && isSettled(state.data, serverNow()) ? false : 5000,
  })
  useRenewed(() => void refetch())
  const back = <BackLink href="/calls" label={t('detail.back')} />
  if (call) return <Loaded call={call} />
  return (
    <Page title={t('detail.title')} before={back}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />}
    </Page>
  )
}

function Loaded({ call }: { call: CallDetail }) {
  const t = useTranslations('calls')
  const zone = useZone()
  const who = whoIs(call).first ?? t('unknownCaller')
  return (
    <Page
      title={t('detail.with', { who })}
      before={<BackLink href="/calls" label={t('detail.back')} />}
      note={t('zone', { zone: zone.name })}
      actions={<Outcome call={call} />}
    >
      <div className={classes.sections}>
        <CallSummary call={call} timeZone={zone.timeZone} />
        <Recordings call={call} />
        <CallTimeline call={call} timeZone={zone.timeZone} />
        <CallNotes notes={call.notes} timeZone={zone.timeZone} />
      </div>
    </Page>
  )
}

function Loading() {
  return (
    <div className={classes.sections} aria-busy="true">
      <Skeleton h={180} radius="md" />
      <Skeleton h={88} radius="md" />
      <Skeleton h={240} radius="md" />
    </div>
  )
}
