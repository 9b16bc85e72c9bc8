'use client'

import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { StateDot } from '../../ui/state-dot.tsx'
import { Timer } from '../../ui/timer.tsx'
import { toneOf } from './status.ts'
import classes from './status-chip.module.css'
import { StatusMenu } from './status-menu.tsx'
import { useMyAgent } from './use-call.ts'

/** The agent's status and its menu, at the foot of the rail (72 px wide; in the bar below 900 px). */
export function StatusChip() {
  const t = useTranslations('desk')
  const me = useMyAgent()
  const shown = me?.shown ?? 'offline'
  return (
    <StatusMenu
      target={
        <UnstyledButton className={classes.chip} data-tone={toneOf[shown]}>
          <span className={classes.word}>
            <VisuallyHidden>{t('statusIs')} </VisuallyHidden>
            {t(`status.${shown}`)}
          </span>
          <span className={classes.since} aria-hidden>
            <StateDot tone={toneOf[shown]} />
            {me && shown !== 'offline' && <Timer since={me.since} />}
          </span>
        </UnstyledButton>
      }
    />
  )
}
