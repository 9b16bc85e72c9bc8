import type { CallRow } from '@callfloor/contracts'
import { useTranslations } from 'next-intl'
import classes from './caller.module.css'
import { whoIs } from './who.ts'

/** The outside party: name over number. Names come from strangers, so they are cut and isolated. */
export function Caller({ call }: { call: CallRow }) {
  const t = useTranslations('calls')
  const { first, second } = whoIs(call)
  return (
    <span className={classes.caller}>
      <bdi className={classes.first}>{first ?? t('unknownCaller')}</bdi>
      {second && (
        <bdi dir="ltr" className={classes.second}>
          {second}
        </bdi>
      )}
    </span>
  )
}
