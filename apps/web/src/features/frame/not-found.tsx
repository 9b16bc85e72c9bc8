'use client'

import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { EmptyState } from '../../ui/empty-state.tsx'

export function NotFound() {
  const t = useTranslations('common')
  return (
    <EmptyState
      heading
      icon={IconMapOff}
      title={t('notFound.title')}
      text={t('notFound.text')}
      action={
        <Button component={Link} href="/desk">
          {t('goToDesk')}
        </Button>
      }
    />
  )
}
