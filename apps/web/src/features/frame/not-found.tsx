'use client'

import { IconMapOff } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ToDesk } from './to-desk.tsx'

export function NotFound() {
  const t = useTranslations('common')
  return (
    <EmptyState
      heading
      icon={IconMapOff}
      title={t('notFound.title')}
      text={t('notFound.text')}
      action={<ToDesk />}
    />
  )
}
