import { id } from '@callfloor/contracts'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { LeadPage } from '../../../../features/leads/lead-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('leads')
  return { title: t('detail.title') }
}

export default async function Page({ params }: { params: Promise<{ leadId: string }> }) {
  const { leadId } = await params
  // No such address can exist, so the server need not be asked.
  if (!id.safeParse(leadId).success) notFound()
  return <LeadPage leadId={leadId} />
}
