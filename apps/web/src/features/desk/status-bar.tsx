'use client'

import { Button } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { StateDot } from '../../ui/state-dot.tsx'
import { Timer } from '../../ui/timer.tsx'
import { knownReason, toneOf } from './status.ts'
import classes from './status-bar.module.css'
import { StatusMenu } from './status-menu.tsx'
import { useMyAgent } from './use-call.ts'
import { useChooseStatus, useStatusWish } from './use-status.ts'

/** The status in words, for how long, and the one step that matters: going Available. */
export function StatusBar() {
  const t = useTranslations('desk')
  const me = useMyAgent()
  const choosing = useStatusWish((wish) => wish.choosing)
  const choose = useChooseStatus()
  const shown = me?.shown ?? 'offline'
  const reason = me?.shown === 'away' ? knownReason(me.reason) : null
  return (
    <div className={classes.bar}>
      <StatusMenu
        target={
          <button type="button" className={classes.status}>
            <StateDot tone={toneOf[shown]} />
            <span className={classes.words}>
              <span className={classes.word}>{t(`status.${shown}`)}</span>
              {reason && <span className={classes.reason}>{t(`reason.${reason}`)}</span>}
            </span>
            {me && shown !== 'offline' && (
              <Timer since={me.since} className={classes.since ?? ''} />
            )}
            <IconChevronDown size={14} aria-hidden />
          </button>
        }
      />
      {shown !== 'available' && (
        <Button
          size="xs"
          className={classes.go ?? ''}
          loading={choosing === 'available'}
          onClick={() => void choose('available')}
        >
          {t('goAvailable')}
        </Button>
      )}
    </div>
  )
}
