'use client'

import type { CallRow } from '@callfloor/contracts'
import { IconMicrophone } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Duration } from '../../ui/duration.tsx'
import { formatTime } from '../../ui/format.ts'
import { NoValue } from '../../ui/no-value.tsx'
import table from '../../ui/table.module.css'
import { byDay } from './by-day.ts'
import classes from './call-table.module.css'
import { Caller } from './caller.tsx'
import { DayHeading } from './day-heading.tsx'
import { Direction } from './direction.tsx'
import { Outcome } from './outcome.tsx'
import { Talk } from './talk.tsx'

type Props = { calls: readonly CallRow[]; timeZone: string; caption: string }

/** Calls as a table, a day at a time; below 900 px each row is laid out as a card. */
export function CallTable({ calls, timeZone, caption }: Props) {
  const t = useTranslations('calls.columns')
  return (
    <table className={`${table.table} ${classes.calls}`}>
      <caption className={table.hidden}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('time')}</th>
          <th scope="col">
            <span className={table.hidden}>{t('direction')}</span>
          </th>
          <th scope="col">{t('caller')}</th>
          <th scope="col">{t('queue')}</th>
          <th scope="col">{t('agent')}</th>
          <th scope="col" className={table.figure}>
            {t('waited')}
          </th>
          <th scope="col" className={table.figure}>
            {t('talk')}
          </th>
          <th scope="col">{t('outcome')}</th>
          <th scope="col">{t('disposition')}</th>
          <th scope="col">
            <span className={table.hidden}>{t('recording')}</span>
          </th>
        </tr>
      </thead>
      {byDay(calls, timeZone).map(({ day, calls: ofDay }) => (
        <tbody key={day}>
          <tr className={table.group}>
            <th scope="rowgroup" colSpan={10}>
              <DayHeading at={ofDay[0]?.startedAt ?? day} timeZone={timeZone} />
            </th>
          </tr>
          {ofDay.map((call) => (
            <Row key={call.id} call={call} timeZone={timeZone} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

function Row({ call, timeZone }: { call: CallRow; timeZone: string }) {
  const t = useTranslations('calls')
  return (
    <tr className={table.row}>
      <td className={classes.time}>
        <time dateTime={call.startedAt}>{formatTime(call.startedAt, timeZone)}</time>
      </td>
      <td className={classes.direction}>
        <Direction direction={call.direction} />
      </td>
      <td className={classes.caller}>
        <Link href={`/calls/${call.id}`} className={table.stretched}>
          <Caller call={call} />
        </Link>
      </td>
      <td className={classes.queue}>{call.queue?.name ?? <NoValue />}</td>
      <td className={classes.agent}>{call.agent?.name ?? <NoValue />}</td>
      <td className={`${table.figure} ${classes.waited}`} data-label={t('waitedShort')}>
        <Duration ms={call.waitedMs} />
      </td>
      <td className={`${table.figure} ${classes.talk}`} data-label={t('talkShort')}>
        <Talk call={call} />
      </td>
      <td className={classes.outcome}>
        <Outcome call={call} />
      </td>
      <td className={classes.disposition}>{call.disposition ?? <NoValue />}</td>
      <td className={classes.recording}>
        {call.hasRecording && (
          <IconMicrophone size={16} stroke={1.6} role="img" aria-label={t('recorded')} />
        )}
      </td>
    </tr>
  )
}
