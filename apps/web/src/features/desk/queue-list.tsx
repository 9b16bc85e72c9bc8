'use client'

import type { LiveQueue } from '@callfloor/contracts'
import { Skeleton } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { longestWaitingSince, queuesInOrder, selectQueues } from '../../live/selectors.ts'
import { useLive } from '../../live/store.ts'
import { PhoneNumber } from '../../ui/phone-number.tsx'
import { Timer } from '../../ui/timer.tsx'
import phone from './phone-column.module.css'
import classes from './queue-list.module.css'

const shownCallers = 4

/** The agent's queues, the one with the longest wait first, and who waits in them. */
export function QueueList() {
  const t = useTranslations('desk')
  const known = useLive((view) => view.feed !== null)
  const queues = queuesInOrder(useLive(selectQueues))
  if (!known) return <Skeleton h={64} />
  if (queues.length === 0) return <p className={phone.quiet}>{t('noQueues')}</p>
  return (
    <ul className={phone.list}>
      {queues.map((queue) => (
        <QueueItem key={queue.id} queue={queue} />
      ))}
    </ul>
  )
}

function QueueItem({ queue }: { queue: LiveQueue }) {
  const t = useTranslations('desk')
  const since = longestWaitingSince(queue)
  const callers = queue.waiting.slice(0, shownCallers)
  const more = queue.waiting.length - callers.length
  return (
    <li className={classes.queue}>
      <div className={classes.head}>
        <span className={classes.name}>{queue.name}</span>
        <span className={classes.ready}>
          {t('membersReady', { ready: queue.availableMembers, all: queue.members })}
        </span>
      </div>
      <div className={classes.figures} data-waiting={queue.waiting.length > 0}>
        <span>{t('waiting', { count: queue.waiting.length })}</span>
        {since && (
          <span>
            {t('longest')} <Timer since={since} />
          </span>
        )}
      </div>
      {callers.length > 0 && (
        <ol className={classes.callers}>
          {callers.map(({ callId, callerNumber, joinedAt }) => (
            <li key={callId} className={classes.caller}>
              {callerNumber ? <PhoneNumber number={callerNumber} /> : t('unknownCaller')}
              <Timer since={joinedAt} />
            </li>
          ))}
          {more > 0 && <li className={classes.caller}>{t('moreWaiting', { count: more })}</li>}
        </ol>
      )}
    </li>
  )
}
