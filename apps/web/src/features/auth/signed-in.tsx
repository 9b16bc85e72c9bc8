'use client'

import { Button, Center } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { usePathname, useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import { api } from '../../api/client.ts'
import { codeOf } from '../../api/refusal.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FrameSkeleton } from '../frame/frame-skeleton.tsx'
import { MeProvider } from './me.tsx'
import { loginPathFor } from './next-path.ts'
import { SessionEndedDialog } from './session-ended-dialog.tsx'
import { useSessionRenewal } from './use-session-renewal.ts'
import { useSignOut } from './use-sign-out.ts'

/** Shows the pages to who is signed in, and leads everyone else to the login and back again. */
export function SignedIn({ children }: { children: ReactNode }) {
  const { data: me, error, refetch } = useQuery(api.agent.me.queryOptions())
  const t = useTranslations('frame')
  const leave = useSignOut()
  const router = useRouter()
  const pathname = usePathname()
  const mustSignIn = !me && codeOf(error) === 'notSignedIn' && error !== null

  useEffect(() => {
    if (mustSignIn) router.replace(loginPathFor(pathname + window.location.search))
  }, [mustSignIn, pathname, router])

  if (me) {
    return (
      <MeProvider me={me}>
        <SessionRenewal />
        {children}
        <SessionEndedDialog me={me} />
      </MeProvider>
    )
  }
  if (!error || mustSignIn) return <FrameSkeleton />
  return (
    <FrameSkeleton>
      <ErrorState error={error} onRetry={() => void refetch()} />
      <Center>
        <Button variant="subtle" onClick={leave}>
          {t('signOut')}
        </Button>
      </Center>
    </FrameSkeleton>
  )
}

function SessionRenewal() {
  useSessionRenewal()
  return null
}
