'use client'

import { Button } from '@mantine/core'
import { IconCheck, IconMicrophone, IconPlugConnected, IconVolume } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useSoftphone, useSoftphoneState } from '../../softphone/softphone-context.tsx'
import { type Missing, missingOf, type SoftphoneState } from '../../softphone/state.ts'
import classes from './readiness.module.css'
import { useMyAgent } from './use-call.ts'
import { useStatusWish } from './use-status.ts'

const steps = [
  { part: 'line', icon: IconPlugConnected },
  { part: 'microphone', icon: IconMicrophone },
  { part: 'speaker', icon: IconVolume },
] as const

/** What a call needs, each missing part with its mend. Shown when it stands between the agent and a call. */
export function Readiness() {
  const t = useTranslations('desk.ready')
  const phone = useSoftphone()
  const state = useSoftphoneState()
  const blocked = useStatusWish((wish) => wish.blocked)
  const available = useMyAgent()?.chosen === 'available'
  const missing = missingOf(state)
  if (missing.length === 0 || !(blocked || available)) return null
  return (
    <section className={classes.readiness} aria-label={t('title')}>
      <h2 className={classes.title}>{t(available ? 'titleAvailable' : 'title')}</h2>
      <ul className={classes.steps}>
        {steps.map(({ part, icon: Icon }) => {
          const lacks = missing.includes(part)
          return (
            <li key={part} className={classes.step} data-missing={lacks}>
              {lacks ? <Icon size={18} aria-hidden /> : <IconCheck size={18} aria-hidden />}
              <div>
                <strong>{t(`${part}.${lacks ? 'missing' : 'there'}`)}</strong>
                {lacks && <p className={classes.mend}>{t(mendOf(part, state))}</p>}
                {lacks && part !== 'line' && phone && (
                  <Button size="xs" variant="default" onClick={() => void phone.prepare()}>
                    {t(`${part}.mend`)}
                  </Button>
                )}
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const microphoneMends = {
  off: 'microphone.off',
  asking: 'microphone.asking',
  live: 'microphone.off',
  lost: 'microphone.lost',
  denied: 'microphone.denied',
  missing: 'microphone.notFound',
  busy: 'microphone.busy',
  insecure: 'microphone.insecure',
} as const

function mendOf(part: Missing, { microphone, line }: SoftphoneState) {
  if (part === 'microphone') return microphoneMends[microphone]
  if (part === 'speaker') return 'speaker.locked' as const
  return line === 'reconnecting' ? ('line.reconnecting' as const) : ('line.connecting' as const)
}
