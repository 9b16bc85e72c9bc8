'use client'

import { Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { api } from '../../api/client.ts'
import { BackLink } from '../../ui/back-link.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Page } from '../../ui/page.tsx'
import { Section } from '../../ui/section.tsx'
import { useZone } from '../auth/use-zone.ts'
import { CallTable } from '../calls/call-table.tsx'
import { LeadContact } from './lead-contact.tsx'

export function LeadPage({ leadId }: { leadId: string }) {
  const t = useTranslations('leads.detail')
  const tCalls = useTranslations('calls')
  const zone = useZone()
  const { data: lead, error, refetch } = useQuery(api.leads.get.queryOptions({ input: { leadId } }))
  const back = <BackLink href="/leads" label={t('back')} />
  if (!lead) {
    return (
      <Page key="unknown" title={t('title')} before={back}>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />}
      </Page>
    )
  }
  const fields = Object.entries(lead.fields).map(([term, value]) => ({ term, value }))
  return (
    <Page key="known" title={lead.name} before={back} note={lead.company}>
      <LeadContact lead={lead} timeZone={zone.timeZone} />
      {fields.length > 0 && (
        <Section title={t('fields')}>
          <Facts facts={fields} />
        </Section>
      )}
      <Section
        title={t('calls')}
        actions={
          <Text size="xs" c="dimmed">
            {tCalls('zone', { zone: zone.name })}
          </Text>
        }
      >
        {lead.recentCalls.length === 0 ? (
          <Text c="dimmed">{t('noCalls')}</Text>
        ) : (
          <CallTable
            calls={lead.recentCalls}
            timeZone={zone.timeZone}
            caption={t('callsCaption', { name: lead.name })}
          />
        )}
      </Section>
    </Page>
  )
}

function Loading() {
  return (
    <>
      <Skeleton h={120} radius="md" />
      <Skeleton h={96} radius="md" />
      <Skeleton h={200} radius="md" />
    </>
  )
}
