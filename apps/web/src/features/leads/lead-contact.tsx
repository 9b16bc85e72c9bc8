'use client'

import type { Lead } from '@callfloor/contracts'
import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { Facts } from '../../ui/facts.tsx'
import { none } from '../../ui/format.ts'
import { Moment } from '../../ui/moment.tsx'
import { PhoneNumber } from '../../ui/phone-number.tsx'
import { Section } from '../../ui/section.tsx'
import classes from './lead-contact.module.css'

export function LeadContact({ lead, timeZone }: { lead: Lead; timeZone: string }) {
  const t = useTranslations('leads.detail')
  const phones =
    lead.phones.length > 0 ? (
      <ul className={classes.phones}>
        {lead.phones.map((number) => (
          <Phone key={number} number={number} />
        ))}
      </ul>
    ) : (
      t('noPhones')
    )
  const email = lead.email ? (
    <a href={`mailto:${lead.email}`} className={classes.link}>
      {lead.email}
    </a>
  ) : (
    none
  )
  return (
    <Section title={t('contact')}>
      <Facts
        facts={[
          { term: t('phones'), value: phones },
          { term: t('email'), value: email },
          { term: t('stage'), value: lead.stage ?? none },
          { term: t('owner'), value: lead.owner?.name ?? t('noOwner') },
          { term: t('since'), value: <Moment at={lead.createdAt} timeZone={timeZone} /> },
        ]}
      />
    </Section>
  )
}

function Phone({ number }: { number: string }) {
  const t = useTranslations('leads.detail')
  return (
    <li className={classes.phone}>
      <PhoneNumber number={number} />
      <CopyButton value={number}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('copied') : t('copy', { number })}>
            <ActionIcon
              variant="subtle"
              size={24}
              aria-label={copied ? t('copied') : t('copy', { number })}
              onClick={copy}
            >
              {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </li>
  )
}
