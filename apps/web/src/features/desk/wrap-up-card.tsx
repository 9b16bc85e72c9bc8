'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconClipboardCheck, IconClockPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { client } from '../../api/client.ts'
import { useSentence } from '../../api/use-sentence.ts'
import { selectMyCall } from '../../live/selectors.ts'
import { useLive } from '../../live/store.ts'
import { KeyTooltip } from '../../ui/key-tooltip.tsx'
import { StateChip } from '../../ui/state-dot.tsx'
import { CallHead } from './call-head.tsx'
import { CountdownRing } from './countdown-ring.tsx'
import { DispositionPicker } from './disposition-picker.tsx'
import { Keys } from './keys.tsx'
import { callerOf, useMyAgent } from './use-call.ts'
import { keyOf, usePhoneKeys } from './use-call-keys.ts'
import classes from './wrap-up-card.module.css'

const extendSeconds = 30

/** After the call: its outcome, and how long is left to say it. Ends when the outcome is saved. */
export function WrapUpCard() {
  const t = useTranslations('desk')
  const sentence = useSentence()
  const me = useMyAgent()
  const call = useLive(selectMyCall)
  const extend = useMutation({
    mutationFn: () => client.agent.extendWrapUp({ bySeconds: extendSeconds }),
    onError: (error) => notifications.show({ color: 'red', message: sentence(error) }),
  })
  usePhoneKeys((key) => {
    if (key !== 'extend') return false
    extend.mutate()
    return true
  })
  if (!me?.callId) return null
  return (
    <section className={classes.card} aria-labelledby="phone-wrap-up">
      <h2 id="phone-wrap-up" className={classes.state}>
        <StateChip tone="wrap-up" icon={<IconClipboardCheck aria-hidden />}>
          {t('status.wrapUp')}
        </StateChip>
      </h2>
      {call && <CallHead caller={callerOf(call, null)} />}
      {me.wrapUpUntil && (
        <div className={classes.clock}>
          <CountdownRing from={me.since} until={me.wrapUpUntil} label={t('wrapUpLeft')} />
          <KeyTooltip label={t('extendBy', { seconds: extendSeconds })} keys={keyOf('extend').keys}>
            <Button
              variant="default"
              aria-keyshortcuts={keyOf('extend').aria}
              loading={extend.isPending}
              leftSection={<IconClockPlus size={18} aria-hidden />}
              rightSection={<Keys of="extend" />}
              onClick={() => extend.mutate()}
            >
              {t('extend')}
            </Button>
          </KeyTooltip>
        </div>
      )}
      <DispositionPicker callId={me.callId} />
    </section>
  )
}
