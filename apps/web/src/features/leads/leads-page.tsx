'use client'

import { useTranslations } from 'next-intl'
import { Page } from '../../ui/page.tsx'

export function LeadsPage() {
  const t = useTranslations('leads')
  return <Page title={t('title')}>{null}</Page>
}
