'use client'

import { demoUsers } from '@callfloor/domain'
import { Stack, Text } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Section } from '../../ui/section.tsx'
import { useMe } from '../auth/me.tsx'
import banner from '../frame/connection-banner.module.css'
import classes from './demo-password.module.css'
import { PasswordForm } from './password-form.tsx'

/** Whether the demo is gone and its password, which everybody can read, has stayed. */
export function useLeftover(): { password: string } | null {
  const { user, hasDemo, hasDemoPassword } = useMe()
  if (hasDemo || !hasDemoPassword) return null
  const password = demoUsers.find(({ email }) => email === user.email)?.password
  return password === undefined ? null : { password }
}

/** Asks who stays after the demo for a password of their own, with the form right there. */
export function DemoPassword() {
  const t = useTranslations('account.demoPassword')
  const leftover = useLeftover()
  // Stays to say that it is done, when the reason for it is gone.
  const [asked, setAsked] = useState(leftover !== null)
  if (leftover && !asked) setAsked(true)
  if (!asked) return null
  return (
    <Section title={t('title')}>
      <Stack gap="md">
        {leftover && <Text maw={640}>{t('text')}</Text>}
        <PasswordForm known={leftover?.password} />
      </Stack>
    </Section>
  )
}

/** The same on every other page, in one line. */
export function DemoPasswordNotice() {
  const t = useTranslations('account.demoPassword')
  const leftover = useLeftover()
  const pathname = usePathname()
  if (!leftover || pathname === '/settings' || pathname === '/account') return null
  return (
    <p className={banner.banner}>
      <IconKey size={18} aria-hidden />
      <span>
        {t('notice')}{' '}
        <Link href="/account" className={classes.link}>
          {t('link')}
        </Link>
      </span>
    </p>
  )
}
