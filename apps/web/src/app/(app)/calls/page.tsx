import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CallsPage } from '../../../features/calls/calls-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('calls')
  return { title: t('title') }
}

export default function Page() {
  return <CallsPage />
}
