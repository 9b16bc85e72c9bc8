'use client'

import { Button } from '@mantine/core'
import { IconDevices, IconHeadsetOff, IconPhoneOff, IconVolumeOff } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useSoftphone, useSoftphoneState } from '../../softphone/softphone-context.tsx'
import type { PhoneCard } from './card.ts'
import classes from './line-card.module.css'

type Props = {
  card: Extract<PhoneCard, 'off' | 'takenElsewhere' | 'takenOver' | 'refused' | 'callWithoutSound'>
}

const icons = {
  off: IconPhoneOff,
  takenElsewhere: IconDevices,
  takenOver: IconDevices,
  refused: IconHeadsetOff,
  callWithoutSound: IconVolumeOff,
}

const steps = {
  off: { event: 'start', label: 'off.start' },
  takenElsewhere: { event: 'takeOver', label: 'takenElsewhere.takeOver' },
  takenOver: { event: 'takeOver', label: 'takenOver.takeOver' },
  refused: { event: 'start', label: 'refused.start' },
  callWithoutSound: null,
} as const

/** Why this page is not the agent's phone at the moment, and the one step that makes it so. */
export function LineCard({ card }: Props) {
  const t = useTranslations('desk.line')
  const errors = useTranslations('errors')
  const phone = useSoftphone()
  const { refusal } = useSoftphoneState()
  const Icon = icons[card]
  const step = steps[card]
  return (
    <section className={classes.card} aria-labelledby="phone-line">
      <Icon size={32} stroke={1.5} className={classes.icon} aria-hidden />
      <h2 id="phone-line" className={classes.title}>
        {t(`${card}.title`)}
      </h2>
      <p className={classes.text}>
        {card === 'refused' && refusal ? errors(refusal) : t(`${card}.text`)}
      </p>
      {step && phone && (
        <Button onClick={() => phone.actor.send({ type: step.event })}>{t(step.label)}</Button>
      )}
    </section>
  )
}
