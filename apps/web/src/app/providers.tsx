'use client'

import { MantineProvider, mergeThemeOverrides } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { onRefusal } from '../api/client.ts'
import { makeQueryClient } from '../api/query-client.ts'
import { sessionEnded } from '../features/auth/session.ts'
import { overlaysId, theme } from '../theme/theme.ts'

export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const t = useTranslations('common')
  // Words of Mantine's own controls come from the catalogue as well.
  const worded = useMemo(() => {
    const closeButtonProps = { 'aria-label': t('close') }
    return mergeThemeOverrides(theme, {
      components: {
        Modal: { defaultProps: { closeButtonProps } },
        Notification: { defaultProps: { closeButtonProps } },
      },
    })
  }, [t])
  const [queryClient] = useState(makeQueryClient)
  useEffect(
    () =>
      onRefusal(({ code }) => {
        if (code === 'notSignedIn') sessionEnded()
      }),
    [],
  )
  return (
    <MantineProvider theme={worded} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queryClient}>
        {children}
        <section id={overlaysId} aria-label={t('overlays')} />
        <Notifications position="bottom-left" />
      </QueryClientProvider>
    </MantineProvider>
  )
}
