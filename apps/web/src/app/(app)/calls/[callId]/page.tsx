import { id } from '@callfloor/contracts'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { CallPage } from '../../../../features/calls/call-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('calls')
  return { title: t('detail.title') }
}

export default async function Page({ params }: { params: Promise<{ callId: string }> }) {
  const { callId } = await params
  // No such address can exist, so the server need not be asked.
  if (!id.safeParse(callId).success) notFound()
  return <CallPage callId={callId} />
}
