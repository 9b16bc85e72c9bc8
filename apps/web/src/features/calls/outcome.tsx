'use client'

import type { CallRow } from '@callfloor/contracts'
import { IconCheck, IconPhoneX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { StateChip } from '../../ui/state-dot.tsx'
import { Ongoing } from './ongoing.tsx'

/** How a call ended. Only what went wrong is coloured: of a list of answered calls none shouts. */
export function Outcome({ call: { id, outcome } }: { call: Pick<CallRow, 'id' | 'outcome'> }) {
  const t = useTranslations('calls.outcomes')
  if (outcome === null) return <Ongoing callId={id} />
  if (outcome === 'answered') {
    return (
      <StateChip tone="away" icon={<IconCheck aria-hidden />}>
        {t('answered')}
      </StateChip>
    )
  }
  return (
    <StateChip tone="breach" icon={<IconPhoneX aria-hidden />}>
      {t(outcome)}
    </StateChip>
  )
}
