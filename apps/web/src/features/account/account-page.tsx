'use client'

import { Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { Facts } from '../../ui/facts.tsx'
import { Page } from '../../ui/page.tsx'
import { Section } from '../../ui/section.tsx'
import { useMe } from '../auth/me.tsx'
import { useLeftover } from './demo-password.tsx'
import { PasswordForm } from './password-form.tsx'

/** What Callfloor knows of the signed-in person, and their password. */
export function AccountPage() {
  const t = useTranslations('account')
  const tRoles = useTranslations('frame.roles')
  const { user, role, tenant } = useMe()
  const leftover = useLeftover()
  const facts = [
    { term: t('name'), value: user.name },
    { term: t('email'), value: user.email },
    { term: t('role'), value: tRoles(role) },
    { term: t('company'), value: tenant.name },
  ]
  return (
    <Page title={t('title')}>
      <Section title={t('person')}>
        <Facts facts={facts} />
      </Section>
      <Section title={t('password.title')}>
        <Stack gap="md">
          <Text c="dimmed" maw={640}>
            {leftover ? t('demoPassword.text') : t('password.text')}
          </Text>
          <PasswordForm known={leftover?.password} />
        </Stack>
      </Section>
    </Page>
  )
}
