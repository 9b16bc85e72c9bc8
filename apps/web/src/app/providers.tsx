'use client'

import { MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { onRefusal } from '../api/client.ts'
import { makeQueryClient } from '../api/query-client.ts'
import { sessionEnded } from '../features/auth/session.ts'
import { theme } from '../theme/theme.ts'

export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient)
  useEffect(
    () =>
      onRefusal(({ code }) => {
        if (code === 'notSignedIn') sessionEnded()
      }),
    [],
  )
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queryClient}>
        <ModalsProvider>
          {children}
          <Notifications position="bottom-left" />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
