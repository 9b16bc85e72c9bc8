'use client'

import { useTranslations } from 'next-intl'
import { OwnDay } from './own-day.tsx'
import classes from './phone-column.module.css'
import { QueueList } from './queue-list.tsx'
import { Readiness } from './readiness.tsx'
import { StatusBar } from './status-bar.tsx'

/** Between calls: the status, the queues and the day so far. */
export function IdleCard() {
  const t = useTranslations('desk')
  return (
    <>
      <StatusBar />
      <Readiness />
      <section className={classes.part} aria-labelledby="phone-queues">
        <h2 id="phone-queues" className={classes.partTitle}>
          {t('queues')}
        </h2>
        <QueueList />
      </section>
      <section className={classes.part} aria-labelledby="phone-day">
        <h2 id="phone-day" className={classes.partTitle}>
          {t('lastCalls')}
        </h2>
        <OwnDay />
      </section>
    </>
  )
}
