'use client'

import { CallfloorError } from '@callfloor/domain'
import { useTranslations } from 'next-intl'
import { ErrorState } from '../../ui/error-state.tsx'
import { Page } from '../../ui/page.tsx'
import { DemoPassword } from '../account/demo-password.tsx'
import { useAbilities } from '../auth/me.tsx'
import { DemoData } from './demo-data.tsx'

const refusal = new CallfloorError('notAllowed', 'Settings are for administrators.')

export function SettingsPage() {
  const t = useTranslations('settings')
  const abilities = useAbilities()
  return (
    <Page title={t('title')}>
      {abilities.can('change', 'settings') ? (
        <>
          <DemoData />
          <DemoPassword />
        </>
      ) : (
        <ErrorState error={refusal} />
      )}
    </Page>
  )
}
