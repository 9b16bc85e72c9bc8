'use client'

import { SegmentedControl } from '@mantine/core'
import { IconPhoneCall } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { api } from '../../api/client.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Page } from '../../ui/page.tsx'
import { TableSkeleton } from '../../ui/table-skeleton.tsx'
import { useAbilities } from '../auth/me.tsx'
import { useZone } from '../auth/use-zone.ts'
import { CallTable } from './call-table.tsx'

export function CallsPage() {
  const t = useTranslations('calls')
  const zone = useZone()
  const seesAll = useAbilities().can('read', 'calls')
  const mine = useSearchParams().get('mine') === '1'
  return (
    <Page
      title={t('title')}
      note={t('zone', { zone: zone.name })}
      actions={seesAll && <MineFilter mine={mine} />}
    >
      <CallLog mine={mine || !seesAll} timeZone={zone.timeZone} />
    </Page>
  )
}

/** Kept in the address, so that it outlives a reload and can be sent to someone. */
function MineFilter({ mine }: { mine: boolean }) {
  const t = useTranslations('calls')
  const router = useRouter()
  return (
    <SegmentedControl
      aria-label={t('filter')}
      value={mine ? 'mine' : 'all'}
      data={[
        { value: 'all', label: t('all') },
        { value: 'mine', label: t('mine') },
      ]}
      onChange={(value) => router.replace(value === 'mine' ? '/calls?mine=1' : '/calls')}
    />
  )
}

function CallLog({ mine, timeZone }: { mine: boolean; timeZone: string }) {
  const t = useTranslations('calls')
  const log = useInfiniteQuery(
    api.calls.list.infiniteOptions({
      input: (before: string | undefined) => ({
        mine: String(mine),
        ...(before && { before }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  if (log.isPending) return <TableSkeleton />
  if (!log.data) return <ErrorState error={log.error} onRetry={() => void log.refetch()} />
  const calls = log.data.pages.flatMap((page) => page.calls)
  if (calls.length === 0) {
    return (
      <EmptyState
        icon={IconPhoneCall}
        title={t('empty.title')}
        text={mine ? t('empty.mineText') : t('empty.text')}
      />
    )
  }
  return (
    <>
      <CallTable calls={calls} timeZone={timeZone} caption={t('caption')} />
      <LoadMore
        hasMore={log.hasNextPage}
        loading={log.isFetchingNextPage}
        onMore={log.fetchNextPage}
      />
    </>
  )
}
