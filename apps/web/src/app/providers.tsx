'use client'

import { MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { makeQueryClient } from '../api/query-client.ts'
import { sessionEnded } from '../features/auth/session.ts'
import { theme } from '../theme/theme.ts'

export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [queryClient] = useState(() => makeQueryClient(sessionEnded))
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
