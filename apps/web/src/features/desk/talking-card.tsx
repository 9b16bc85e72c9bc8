'use client'

import { Button } from '@mantine/core'
import {
  IconMicrophoneOff,
  IconPhoneCall,
  IconPhoneOff,
  IconPlayerPause,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { KeyTooltip } from '../../ui/key-tooltip.tsx'
import { StateChip } from '../../ui/state-dot.tsx'
import { Timer } from '../../ui/timer.tsx'
import { CallControls } from './call-controls.tsx'
import { CallHead } from './call-head.tsx'
import { Keys } from './keys.tsx'
import { QualityDot } from './quality-dot.tsx'
import classes from './talking-card.module.css'
import { useCallActions, useHoldView, usePhoneCall } from './use-call.ts'
import { keyOf } from './use-call-keys.ts'

/** The call that is going on: who, for how long, how well it is heard, and what can be done. */
export function TalkingCard() {
  const t = useTranslations('desk')
  const { phone, call, queue, caller } = usePhoneCall()
  const hold = useHoldView()
  const { hangUp } = useCallActions()
  const held = hold === 'held'
  const ending = phone?.phase === 'ending'
  return (
    <section className={classes.card} data-held={held} aria-labelledby="phone-call">
      <h2 id="phone-call" className={classes.state}>
        {held ? (
          <StateChip tone="hold" icon={<IconPlayerPause aria-hidden />}>
            {t('status.held')}
          </StateChip>
        ) : (
          <StateChip tone="on-call" icon={<IconPhoneCall aria-hidden />}>
            {t('status.onCall')}
          </StateChip>
        )}
        {phone?.muted && (
          <StateChip tone="breach" icon={<IconMicrophoneOff aria-hidden />}>
            {t('muted')}
          </StateChip>
        )}
      </h2>
      <div className={classes.who}>
        <CallHead caller={caller} />
        {queue && (
          <p className={classes.queue}>
            <IconUsersGroup size={14} aria-hidden /> {queue.name}
          </p>
        )}
      </div>
      {call?.answeredAt && <Timer since={call.answeredAt} className={classes.timer ?? ''} />}
      <QualityDot />
      <CallControls />
      <KeyTooltip label={t('hangUp')} keys={keyOf('hangUp').keys}>
        <Button
          className={classes.hangUp ?? ''}
          size="lg"
          fullWidth
          aria-keyshortcuts={keyOf('hangUp').aria}
          loading={ending}
          leftSection={<IconPhoneOff size={20} aria-hidden />}
          rightSection={<Keys of="hangUp" />}
          onClick={hangUp}
        >
          {t('hangUp')}
        </Button>
      </KeyTooltip>
    </section>
  )
}
