'use client'

import { Button } from '@mantine/core'
import { IconPhone, IconPhoneIncoming, IconPhoneX, IconUsersGroup } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { KeyTooltip } from '../../ui/key-tooltip.tsx'
import { StateChip } from '../../ui/state-dot.tsx'
import { Timer } from '../../ui/timer.tsx'
import { CallHead } from './call-head.tsx'
import { Keys } from './keys.tsx'
import classes from './ringing-card.module.css'
import { useCallActions, usePhoneCall } from './use-call.ts'
import { keyOf } from './use-call-keys.ts'

/** A call for this agent: who, from which queue, how long they have waited. */
export function RingingCard() {
  const t = useTranslations('desk')
  const { phone, call, queue, caller, answerFailed } = usePhoneCall()
  const { answer, reject } = useCallActions()
  const answering = phone?.phase === 'answering'
  return (
    <section className={classes.card} aria-labelledby="phone-ringing">
      <h2 id="phone-ringing" className={classes.state}>
        <StateChip tone="ringing" icon={<IconPhoneIncoming aria-hidden />}>
          {t(answering ? 'answering' : 'ringing')}
        </StateChip>
      </h2>
      <span className={classes.pulse} aria-hidden>
        <IconPhoneIncoming size={36} stroke={1.5} />
      </span>
      <CallHead caller={caller} />
      {caller.leadId === null && <p className={classes.noLead}>{t('noLead')}</p>}
      <dl className={classes.facts}>
        {queue && (
          <div>
            <dt>
              <IconUsersGroup size={16} aria-hidden /> {t('queue')}
            </dt>
            <dd>{queue.name}</dd>
          </div>
        )}
        {call?.joinedAt && (
          <div>
            <dt>{t('waited')}</dt>
            <dd>
              <Timer since={call.joinedAt} />
            </dd>
          </div>
        )}
      </dl>
      {answerFailed && (
        <p className={classes.failed} role="alert">
          {t('answerFailed')}
        </p>
      )}
      <div className={classes.actions}>
        <KeyTooltip label={t('answer')} keys={keyOf('answer').keys}>
          <Button
            className={classes.answer ?? ''}
            size="lg"
            fullWidth
            aria-keyshortcuts={keyOf('answer').aria}
            loading={answering}
            leftSection={<IconPhone size={20} aria-hidden />}
            rightSection={<Keys of="answer" />}
            onClick={answer}
          >
            {t('answer')}
          </Button>
        </KeyTooltip>
        <KeyTooltip label={t('reject')} keys={keyOf('reject').keys}>
          <Button
            variant="default"
            size="md"
            fullWidth
            aria-keyshortcuts={keyOf('reject').aria}
            disabled={answering}
            leftSection={<IconPhoneX size={18} aria-hidden />}
            rightSection={<Keys of="reject" />}
            onClick={reject}
          >
            {t('reject')}
          </Button>
        </KeyTooltip>
      </div>
    </section>
  )
}
