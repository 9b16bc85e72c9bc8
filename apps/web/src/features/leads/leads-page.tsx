'use client'

import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconAddressBook, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Page } from '../../ui/page.tsx'
import { TableSkeleton } from '../../ui/table-skeleton.tsx'
import { useAbilities } from '../auth/me.tsx'
import { LeadTable } from './lead-table.tsx'

export function LeadsPage() {
  const t = useTranslations('leads')
  const search = useSearchParams().get('q')?.trim() ?? ''
  return (
    <Page title={t('title')} actions={<Search />}>
      <LeadList search={search} />
    </Page>
  )
}

/** Kept in the address, so that coming back from a lead finds the same list. */
function Search() {
  const t = useTranslations('leads')
  const router = useRouter()
  const [text, setText] = useState(useSearchParams().get('q') ?? '')
  const apply = useDebouncedCallback((search: string) => {
    router.replace(search.trim() ? `/leads?q=${encodeURIComponent(search.trim())}` : '/leads')
  }, 250)
  const change = (search: string) => {
    setText(search)
    apply(search)
  }
  return (
    <TextInput
      w={{ base: '100%', md: 320 }}
      maxLength={100}
      aria-label={t('search')}
      placeholder={t('searchHint')}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text && <CloseButton size="sm" aria-label={t('clearSearch')} onClick={() => change('')} />
      }
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}

function LeadList({ search }: { search: string }) {
  const t = useTranslations('leads.empty')
  const seesAll = useAbilities().can('read', 'leads')
  const list = useInfiniteQuery({
    ...api.leads.list.infiniteOptions({
      input: (after: string | undefined) => ({
        ...(search && { search }),
        ...(after && { after }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
    placeholderData: keepPreviousData,
  })
  if (list.isPending) return <TableSkeleton />
  if (!list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  const leads = list.data.pages.flatMap((page) => page.leads)
  if (leads.length === 0) {
    return search ? (
      <EmptyState icon={IconSearch} title={t('searchTitle', { search })} text={t('searchText')} />
    ) : (
      <EmptyState
        icon={IconAddressBook}
        title={t('title')}
        text={seesAll ? t('text') : t('assignedText')}
      />
    )
  }
  return (
    <>
      <LeadTable leads={leads} />
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onMore={list.fetchNextPage}
      />
    </>
  )
}
