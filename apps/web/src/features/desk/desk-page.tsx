'use client'

import { useTranslations } from 'next-intl'
import { Page } from '../../ui/page.tsx'

export function DeskPage() {
  const t = useTranslations('frame')
  return <Page title={t('desk')}>{null}</Page>
}
