'use client'

import type { CallDetail } from '@callfloor/contracts'
import { useTranslations } from 'next-intl'
import { Duration } from '../../../ui/duration.tsx'
import { formatDuration, formatTime } from '../../../ui/format.ts'
import table from '../../../ui/table.module.css'
import classes from './call-timeline.module.css'
import { type Happening, happeningsOf } from './happenings.ts'
import { usePartyName } from './use-party-name.ts'

type Props = { call: CallDetail; timeZone: string }

export function HappeningsTable({ call, timeZone }: Props) {
  const t = useTranslations('calls.timeline')
  const nameOf = usePartyName()
  const wordsOf = useWords()
  return (
    <table className={`${table.table} ${classes.happenings}`}>
      <caption className={table.hidden}>{t('title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('columns.time')}</th>
          <th scope="col">{t('columns.who')}</th>
          <th scope="col">{t('columns.what')}</th>
          <th scope="col" className={table.figure}>
            {t('columns.duration')}
          </th>
        </tr>
      </thead>
      <tbody>
        {happeningsOf(call).map((happening) => (
          <tr key={happening.key} className={table.row}>
            <td>
              <time dateTime={happening.at}>{formatTime(happening.at, timeZone, true)}</time>
            </td>
            <td>
              <bdi>{nameOf(happening.party)}</bdi>
            </td>
            <td className={classes.words}>{wordsOf(happening)}</td>
            <td className={table.figure}>
              <Duration ms={happening.lastedMs} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function useWords(): (happening: Happening) => string {
  const t = useTranslations('calls.timeline')
  return (happening) => {
    switch (happening.what) {
      case 'offer':
        return t(`offer.${happening.result ?? 'open'}`, { queue: happening.queue })
      case 'talkedWithHold':
        return t('talkedWithHold', { hold: formatDuration(happening.holdMs) })
      default:
        return t(happening.what)
    }
  }
}
