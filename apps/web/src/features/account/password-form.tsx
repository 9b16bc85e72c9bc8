'use client'

import { passwordMinLength } from '@callfloor/contracts'
import { CallfloorError } from '@callfloor/domain'
import { Alert, Button, PasswordInput, Stack } from '@mantine/core'
import { IconAlertCircle, IconCheck } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { useSentence } from '../../api/use-sentence.ts'
import { useMe } from '../auth/me.tsx'
import { changePassword } from '../auth/session.ts'
import { faultOf, passwordMaxLength } from './password.ts'

const isWrong = (error: Error | null): boolean =>
  error instanceof CallfloorError && error.details?.reason === 'INVALID_PASSWORD'

/** Sets another password. `known`: the current one, where it is no secret and need not be asked for. */
export function PasswordForm({ known }: { known?: string | undefined }) {
  const t = useTranslations('account.password')
  const sentence = useSentence()
  const { user } = useMe()
  const queryClient = useQueryClient()
  const [typed, setTyped] = useState('')
  const [next, setNext] = useState('')
  const [tried, setTried] = useState(false)
  const current = known ?? typed
  const change = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: () => {
      setTyped('')
      setNext('')
      setTried(false)
      return queryClient.invalidateQueries({ queryKey: api.agent.me.queryKey() })
    },
  })
  const fault = tried ? faultOf(current, next) : null
  const words = (field: 'current' | 'next') => {
    if (fault?.field !== field) return null
    return t(fault.fault, { count: fault.fault === 'long' ? passwordMaxLength : passwordMinLength })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!faultOf(current, next)) change.mutate()
  }
  const wrong = known === undefined && isWrong(change.error)
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={376} align="stretch">
        {change.isSuccess && (
          <Alert role="status" icon={<IconCheck />}>
            {t('done')}
          </Alert>
        )}
        {change.error && !wrong && (
          <Alert color="red" variant="light" icon={<IconAlertCircle />} role="alert">
            {sentence(change.error)}
          </Alert>
        )}
        {/* Password managers store the new one under this name. */}
        <input
          type="text"
          name="username"
          autoComplete="username"
          value={user.email}
          readOnly
          hidden
        />
        {known === undefined && (
          <PasswordInput
            label={t('current')}
            name="current-password"
            autoComplete="current-password"
            value={typed}
            error={words('current') ?? (wrong ? t('wrong') : null)}
            onChange={(event) => {
              change.reset()
              setTyped(event.currentTarget.value)
            }}
          />
        )}
        <PasswordInput
          label={t('new')}
          description={t('rule', { count: passwordMinLength })}
          name="new-password"
          autoComplete="new-password"
          value={next}
          error={words('next')}
          onChange={(event) => {
            change.reset()
            setNext(event.currentTarget.value)
          }}
        />
        <Button type="submit" loading={change.isPending} style={{ alignSelf: 'flex-start' }}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  )
}
