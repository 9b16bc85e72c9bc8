'use client'

import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { codeOf } from '../../api/refusal.ts'
import { useSentence } from '../../api/use-sentence.ts'
import { DemoLogins } from './demo-logins.tsx'
import { signIn } from './session.ts'

type Props = {
  initialEmail?: string
  /** Offers the people of the demo, where there are any. */
  offersDemo?: boolean
  onSignedIn: () => void | Promise<void>
}
type Credentials = { email: string; password: string }

export function CredentialsForm({ initialEmail = '', offersDemo = false, onSignedIn }: Props) {
  const t = useTranslations('login')
  const [email, setEmail] = useState(initialEmail)
  const [password, setPassword] = useState('')
  const { mutate, isPending, error, variables } = useMutation({
    mutationFn: (as: Credentials) => signIn(as.email, as.password),
    onSuccess: () => onSignedIn(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate({ email: email.trim(), password })
  }
  const enterAs = (as: Credentials) => {
    setEmail(as.email)
    setPassword(as.password)
    mutate(as)
  }
  return (
    <>
      <form onSubmit={submit}>
        <Stack gap="md">
          {error && <Refusal error={error} />}
          <TextInput
            label={t('email')}
            type="email"
            name="email"
            autoComplete="username"
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            data-autofocus={initialEmail ? undefined : true}
          />
          <PasswordInput
            label={t('password')}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            data-autofocus={initialEmail ? true : undefined}
          />
          <Button type="submit" loading={isPending} fullWidth mt={4}>
            {t('submit')}
          </Button>
        </Stack>
      </form>
      {offersDemo && (
        <DemoLogins entering={isPending ? (variables?.email ?? null) : null} onPick={enterAs} />
      )}
    </>
  )
}

function Refusal({ error }: { error: Error }) {
  const t = useTranslations('errors')
  const sentence = useSentence()
  return (
    <Alert color="red" variant="light" icon={<IconAlertCircle />} role="alert">
      {codeOf(error) === 'notSignedIn' ? t('wrongCredentials') : sentence(error)}
    </Alert>
  )
}
