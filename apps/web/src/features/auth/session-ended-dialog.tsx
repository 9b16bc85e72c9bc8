'use client'

import type { Me } from '@callfloor/contracts'
import { Modal, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { api, client } from '../../api/client.ts'
import { CredentialsForm } from './credentials-form.tsx'
import { sessionRenewed, useSession } from './session.ts'

/**
 * Signs in again over the page, so that a call goes on and nothing typed is lost. Who signs in as
 * somebody else begins anew.
 */
export function SessionEndedDialog({ me }: { me: Me }) {
  const t = useTranslations('login')
  const ended = useSession((session) => session.ended)
  const queryClient = useQueryClient()

  const resume = async () => {
    const now = await client.agent.me()
    if (now.agentId !== me.agentId) return window.location.assign('/desk')
    queryClient.setQueryData(api.agent.me.queryKey(), now)
    sessionRenewed()
    await queryClient.invalidateQueries()
  }
  return (
    <Modal opened={ended} onClose={() => {}} withCloseButton={false} title={t('title')}>
      <Stack gap="md">
        <Text>{t('sessionEnded')}</Text>
        <CredentialsForm initialEmail={me.user.email} onSignedIn={resume} />
      </Stack>
    </Modal>
  )
}
