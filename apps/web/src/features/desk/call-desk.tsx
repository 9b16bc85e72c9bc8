'use client'

import { Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { selectCall, selectQueue } from '../../live/selectors.ts'
import { useLive } from '../../live/store.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { Facts } from '../../ui/facts.tsx'
import { PhoneNumber } from '../../ui/phone-number.tsx'
import { Section } from '../../ui/section.tsx'
import { StateChip } from '../../ui/state-dot.tsx'
import { useZone } from '../auth/use-zone.ts'
import { CallTable } from '../calls/call-table.tsx'
import { LeadContact } from '../leads/lead-contact.tsx'
import classes from './call-desk.module.css'
import { NotesBox } from './notes-box.tsx'
import { toneOf } from './status.ts'
import { type Caller, callerOf, useMyAgent } from './use-call.ts'

type Props = { callId: string; agentId: string; onTyping: (typing: boolean) => void }

/** The person one talks with: who they are, what is being noted, what is known of them. */
export function CallDesk({ callId, agentId, onTyping }: Props) {
  const t = useTranslations('desk')
  const live = useLive(selectCall(callId))
  const ringing = useMyAgent()?.shown === 'ringing'
  // What began to ring under these eyes has no note yet; the log may not even know the call.
  const [sawItRing] = useState(ringing)
  // After a reload in wrap-up the live state has forgotten the call; the log has it.
  const { data: logged } = useQuery({
    ...api.calls.get.queryOptions({ input: { callId } }),
    enabled: live === null && !sawItRing,
  })
  const caller = live
    ? callerOf(live, null)
    : {
        name: logged?.lead?.name ?? logged?.callerName ?? '',
        number: logged?.callerNumber ?? '',
        company: logged?.lead?.company ?? null,
        leadId: logged?.lead?.id ?? null,
      }
  const queue = useLive(selectQueue(live?.queueId ?? null))
  return (
    <div className={classes.desk}>
      <PersonHeader
        caller={caller}
        queue={queue?.name ?? logged?.queue?.name ?? null}
        callId={callId}
      />
      <NotesBox callId={callId} agentId={agentId} mayHaveNote={!sawItRing} onTyping={onTyping} />
      {caller.leadId ? (
        <LeadParts leadId={caller.leadId} callId={callId} />
      ) : (
        <Text c="dimmed">{t('noLeadYet')}</Text>
      )}
    </div>
  )
}

type HeaderProps = { caller: Caller; queue: string | null; callId: string }

function PersonHeader({ caller, queue, callId }: HeaderProps) {
  const t = useTranslations('desk')
  const me = useMyAgent()
  const number = caller.number ? <PhoneNumber number={caller.number} /> : null
  const name = <bdi>{caller.name || number || t('unknownCaller')}</bdi>
  return (
    <header className={classes.header}>
      <div className={classes.who}>
        <h1 className={classes.name}>
          {caller.leadId ? <Link href={`/leads/${caller.leadId}`}>{name}</Link> : name}
        </h1>
        <p className={classes.line}>
          {caller.company && <span>{caller.company}</span>}
          {caller.name && number}
          {queue && <span>{t('inQueue', { queue })}</span>}
        </p>
      </div>
      {me?.callId === callId && (
        <StateChip tone={toneOf[me.shown]}>{t(`status.${me.shown}`)}</StateChip>
      )}
    </header>
  )
}

function LeadParts({ leadId, callId }: { leadId: string; callId: string }) {
  const t = useTranslations('leads.detail')
  const { timeZone } = useZone()
  const { data: lead, error, refetch } = useQuery(api.leads.get.queryOptions({ input: { leadId } }))
  if (error && !lead) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!lead) return <Skeleton h={160} radius="md" />
  const before = lead.recentCalls.filter((call) => call.id !== callId)
  const fields = Object.entries(lead.fields).map(([term, value]) => ({ term, value }))
  return (
    <>
      {fields.length > 0 && (
        <Section title={t('fields')}>
          <Facts facts={fields} />
        </Section>
      )}
      <LeadContact lead={lead} timeZone={timeZone} />
      <Section title={t('calls')}>
        {before.length === 0 ? (
          <Text c="dimmed">{t('noCalls')}</Text>
        ) : (
          <CallTable
            calls={before}
            timeZone={timeZone}
            caption={t('callsCaption', { name: lead.name })}
          />
        )}
      </Section>
    </>
  )
}
