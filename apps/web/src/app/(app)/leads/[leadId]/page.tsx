import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { LeadPage } from '../../../../features/leads/lead-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('leads')
  return { title: t('detail.title') }
}

export default async function Page({ params }: { params: Promise<{ leadId: string }> }) {
  return <LeadPage leadId={(await params).leadId} />
}
