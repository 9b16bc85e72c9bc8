'use client'

import type { CallDetail } from '@callfloor/contracts'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Duration } from '../../ui/duration.tsx'
import { Facts } from '../../ui/facts.tsx'
import { none } from '../../ui/format.ts'
import { Moment } from '../../ui/moment.tsx'
import { PhoneNumber } from '../../ui/phone-number.tsx'
import { Section } from '../../ui/section.tsx'
import classes from './call-page.module.css'
import { Talk } from './talk.tsx'

type Props = { call: CallDetail; timeZone: string }

export function CallSummary({ call, timeZone }: Props) {
  const t = useTranslations('calls')
  const facts = [
    { term: t('detail.started'), value: <Moment at={call.startedAt} timeZone={timeZone} /> },
    {
      term: t('detail.ended'),
      value: call.endedAt ? <Moment at={call.endedAt} timeZone={timeZone} /> : none,
    },
    { term: t('detail.caller'), value: <CallerFact call={call} /> },
    { term: t('detail.dialled'), value: <Written number={call.dialled} /> },
    { term: t('detail.lead'), value: <LeadFact call={call} /> },
    { term: t('detail.queue'), value: call.queue?.name ?? none },
    { term: t('detail.agent'), value: call.agent?.name ?? none },
    { term: t('detail.waited'), value: <Duration ms={call.waitedMs} /> },
    { term: t('detail.talk'), value: <Talk call={call} /> },
    {
      term: t('detail.hold'),
      value: <Duration ms={call.answeredAt && call.endedAt ? call.holdMs : null} />,
    },
    { term: t('detail.disposition'), value: call.disposition ?? t('detail.noDisposition') },
  ]
  return (
    <Section title={t('detail.summary')}>
      <Facts facts={facts} />
    </Section>
  )
}

const Written = ({ number }: { number: string }) =>
  number ? <PhoneNumber number={number} /> : <span>{none}</span>

function CallerFact({ call }: { call: CallDetail }) {
  const t = useTranslations('calls')
  if (!call.callerNumber) return <span>{t('unknownCaller')}</span>
  return (
    <>
      <PhoneNumber number={call.callerNumber} />
      {call.callerName && call.callerName !== call.callerNumber && (
        <div>
          <bdi>{call.callerName}</bdi>
        </div>
      )}
    </>
  )
}

function LeadFact({ call: { lead } }: { call: CallDetail }) {
  if (!lead) return <span>{none}</span>
  return (
    <>
      <Link href={`/leads/${lead.id}`} className={classes.link}>
        <bdi>{lead.name}</bdi>
      </Link>
      {lead.company && <div>{lead.company}</div>}
    </>
  )
}
