import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { DeskPage } from '../../../features/desk/desk-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('frame')
  return { title: t('desk') }
}

export default function Page() {
  return <DeskPage />
}
