'use client'

import { useTranslations } from 'next-intl'
import type { Lane } from './timeline.ts'

export function usePartyName(): (party: Lane['party']) => string {
  const t = useTranslations('calls.timeline')
  return (party) => (party.kind === 'agent' ? party.name : t(party.kind))
}
