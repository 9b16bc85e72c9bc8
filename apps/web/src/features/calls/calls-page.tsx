'use client'

import { SegmentedControl } from '@mantine/core'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Page } from '../../ui/page.tsx'
import { useAbilities } from '../auth/me.tsx'
import { useZone } from '../auth/use-zone.ts'
import { CallLog } from './call-log.tsx'

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
