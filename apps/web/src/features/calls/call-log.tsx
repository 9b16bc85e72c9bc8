'use client'

import { Button } from '@mantine/core'
import { IconArrowUp, IconPhoneCall } from '@tabler/icons-react'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { serverNow } from '../../ui/clock.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { TableSkeleton } from '../../ui/table-skeleton.tsx'
import { ToDesk } from '../frame/to-desk.tsx'
import classes from './call-log.module.css'
import { CallTable } from './call-table.tsx'
import { awaitsRecording } from './settled.ts'
import { useRenewed } from './use-renewed.ts'

type Props = { mine: boolean; timeZone: string }

/** The record of calls, newest first, a page at a time as one scrolls. */
export function CallLog({ mine, timeZone }: Props) {
  const t = useTranslations('calls')
  const options = api.calls.list.infiniteOptions({
    input: (before: string | undefined) => ({ mine: String(mine), ...(before && { before }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  const log = useInfiniteQuery({
    ...options,
    // Nothing tells when a call's recording is there; under who has scrolled the list must not move.
    refetchInterval: ({ state: { data } }) =>
      data?.pages.length === 1 &&
      data.pages[0]?.calls.some((call) => awaitsRecording(call, serverNow()))
        ? 5000
        : false,
  })
  const newer = useNewer(log, options.queryKey)
  if (log.isPending) return <TableSkeleton />
  if (!log.data) return <ErrorState error={log.error} onRetry={() => void log.refetch()} />
  const calls = log.data.pages.flatMap((page) => page.calls)
  if (calls.length === 0) {
    return (
      <EmptyState
        icon={IconPhoneCall}
        title={t('empty.title')}
        text={mine ? t('empty.mineText') : t('empty.text')}
        action={mine && <ToDesk />}
      />
    )
  }
  return (
    <>
      <div role="status" className={classes.newer}>
        {newer && (
          <Button size="xs" leftSection={<IconArrowUp size={14} />} onClick={newer}>
            {t('newer')}
          </Button>
        )}
      </div>
      <CallTable calls={calls} timeZone={timeZone} caption={t('caption')} />
      <LoadMore
        hasMore={log.hasNextPage}
        loading={log.isFetchingNextPage}
        onMore={log.fetchNextPage}
      />
    </>
  )
}

type Log = { data: { pages: unknown[] } | undefined; refetch: () => unknown }

/**
 * Who reads the first page gets new calls by themselves; under who has scrolled further the list must
 * not move, so they are offered a way up instead.
 */
function useNewer(log: Log, queryKey: readonly unknown[]): (() => void) | null {
  const queryClient = useQueryClient()
  const [grown, setGrown] = useState(false)
  const pages = log.data?.pages.length ?? 0
  useRenewed(() => {
    if (pages > 1) setGrown(true)
    else void log.refetch()
  })
  if (!grown) return null
  return () => {
    setGrown(false)
    void queryClient.resetQueries({ queryKey })
    document.getElementById('page')?.scrollTo({ top: 0 })
  }
}
