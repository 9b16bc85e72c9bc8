'use client'

import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { useSentence } from '../../api/use-sentence.ts'
import { Section } from '../../ui/section.tsx'
import { useMe } from '../auth/me.tsx'
import { countsOf } from './counts.ts'

/** What the demo brought, and the one step that takes it out again. */
export function DemoData() {
  const t = useTranslations('settings.demo')
  const { tenant, hasDemo } = useMe()
  const [opened, dialog] = useDisclosure()
  const queryClient = useQueryClient()
  const removal = useMutation(
    api.settings.removeDemo.mutationOptions({
      onSuccess: async () => {
        dialog.close()
        await queryClient.invalidateQueries()
      },
    }),
  )
  return (
    <Section title={t('title')}>
      {removal.data && (
        <Alert role="status" title={t('removed')} mb="md">
          {t('counts', { list: countsOf(removal.data.removed) })}
        </Alert>
      )}
      {hasDemo ? (
        <Stack align="flex-start" gap="sm">
          <Text maw={640}>{t('text', { tenant: tenant.name })}</Text>
          <Text maw={640} c="dimmed">
            {t('stays')}
          </Text>
          <Button color="red" variant="outline" onClick={dialog.open}>
            {t('remove')}
          </Button>
        </Stack>
      ) : (
        <Text c="dimmed">{t('none', { tenant: tenant.name })}</Text>
      )}
      <Modal opened={opened} onClose={dialog.close} title={t('dialog.title')}>
        <Confirmation
          name={tenant.name}
          pending={removal.isPending}
          error={removal.error}
          onConfirm={() => removal.mutate({})}
          onCancel={dialog.close}
        />
      </Modal>
    </Section>
  )
}

type ConfirmationProps = {
  name: string
  pending: boolean
  error: Error | null
  onConfirm: () => void
  onCancel: () => void
}

function Confirmation({ name, pending, error, onConfirm, onCancel }: ConfirmationProps) {
  const t = useTranslations('settings.demo.dialog')
  const tCommon = useTranslations('common')
  const sentence = useSentence()
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const matches = typed.trim() === name
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (matches) onConfirm()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>{t('text')}</Text>
        {error && (
          <Alert color="red" role="alert">
            {sentence(error)}
          </Alert>
        )}
        <TextInput
          label={t('type', { name })}
          autoComplete="off"
          data-autofocus
          value={typed}
          error={tried && !matches ? t('mismatch', { name }) : null}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {tCommon('cancel')}
          </Button>
          <Button type="submit" color="red" loading={pending}>
            {t('confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
