'use client'

import { useTranslations } from 'next-intl'
import { Page } from '../../ui/page.tsx'

export function CallsPage() {
  const t = useTranslations('calls')
  return <Page title={t('title')}>{null}</Page>
}
