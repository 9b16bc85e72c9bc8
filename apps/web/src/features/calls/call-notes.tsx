'use client'

import type { CallDetail } from '@callfloor/contracts'
import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { Moment } from '../../ui/moment.tsx'
import { Section } from '../../ui/section.tsx'
import { useMe } from '../auth/me.tsx'
import classes from './call-page.module.css'

type Props = { notes: CallDetail['notes']; timeZone: string }

export function CallNotes({ notes, timeZone }: Props) {
  const t = useTranslations('calls.detail')
  const { agentId } = useMe()
  return (
    <Section title={t('notes')}>
      {notes.length === 0 && <Text c="dimmed">{t('noNotes')}</Text>}
      <ul className={classes.notes}>
        {notes.map(({ author, text, changedAt }) => (
          <li key={author.id}>
            <div className={classes.byline}>
              <span>{author.id === agentId ? t('you', { name: author.name }) : author.name}</span>
              <Moment at={changedAt} timeZone={timeZone} />
            </div>
            <p className={classes.note}>{text}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
