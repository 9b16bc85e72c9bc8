import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CallPage } from '../../../../features/calls/call-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('calls')
  return { title: t('detail.title') }
}

export default async function Page({ params }: { params: Promise<{ callId: string }> }) {
  return <CallPage callId={(await params).callId} />
}
