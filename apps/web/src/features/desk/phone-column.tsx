'use client'

import { useSoftphoneState } from '../../softphone/softphone-context.tsx'
import { cardOf } from './card.ts'
import { IdleCard } from './idle-card.tsx'
import { LineCard } from './line-card.tsx'
import { LinkNotice } from './link-notice.tsx'
import classes from './phone-column.module.css'
import { RingingCard } from './ringing-card.tsx'
import { TalkingCard } from './talking-card.tsx'
import { useMyAgent } from './use-call.ts'
import { WrapUpCard } from './wrap-up-card.tsx'

/**
 * The phone. The frame mounts it once, keeps it mounted while pages change, and gives it its place:
 * 360 px at the right, below 900 px a sheet that a ringing call opens by itself.
 */
export function PhoneColumn() {
  const card = cardOf(useSoftphoneState(), useMyAgent())
  return (
    <div className={classes.column}>
      <LinkNotice />
      {card === 'ringing' && <RingingCard />}
      {card === 'talking' && <TalkingCard />}
      {card === 'wrapUp' && <WrapUpCard />}
      {card === 'idle' && <IdleCard />}
      {card !== 'ringing' && card !== 'talking' && card !== 'wrapUp' && card !== 'idle' && (
        <LineCard card={card} />
      )}
    </div>
  )
}
