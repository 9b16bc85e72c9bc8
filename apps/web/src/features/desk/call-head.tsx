'use client'

import { useTranslations } from 'next-intl'
import { PhoneNumber } from '../../ui/phone-number.tsx'
import classes from './call-head.module.css'
import type { Caller } from './use-call.ts'

/** Who it is: the name large, the number beneath, the company where there is one. */
export function CallHead({ caller }: { caller: Caller }) {
  const t = useTranslations('desk')
  const number = caller.number ? <PhoneNumber number={caller.number} /> : null
  return (
    <div className={classes.head}>
      <p className={classes.name}>
        <bdi>{caller.name || number || t('unknownCaller')}</bdi>
      </p>
      {caller.name && number && <p className={classes.number}>{number}</p>}
      {caller.company && <p className={classes.company}>{caller.company}</p>}
    </div>
  )
}
