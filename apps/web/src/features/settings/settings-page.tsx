'use client'

import { useTranslations } from 'next-intl'
import { Page } from '../../ui/page.tsx'

export function SettingsPage() {
  const t = useTranslations('settings')
  return <Page title={t('title')}>{null}</Page>
}
