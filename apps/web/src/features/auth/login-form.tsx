'use client'

import { Paper, Stack, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Logo } from '../../ui/logo.tsx'
import { CredentialsForm } from './credentials-form.tsx'
import classes from './login-form.module.css'
import { nextPathOf } from './next-path.ts'
import { sessionRenewed } from './session.ts'

export function LoginForm() {
  const t = useTranslations('login')
  const router = useRouter()
  const next = nextPathOf(useSearchParams().get('next'))
  const queryClient = useQueryClient()

  const enter = () => {
    // What the person before saw must not flash up for the one who signs in now.
    queryClient.clear()
    sessionRenewed()
    router.replace(next)
  }
  return (
    <main className={classes.page}>
      <Paper className={classes.card} withBorder>
        <Stack gap="lg">
          <Stack gap="xs" align="center">
            <Logo size={40} />
            <Title order={1}>{t('heading')}</Title>
          </Stack>
          <CredentialsForm offersDemo onSignedIn={enter} />
        </Stack>
      </Paper>
    </main>
  )
}
