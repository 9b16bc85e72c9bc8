'use client'

import type { DemoLogin } from '@callfloor/contracts'
import { Button, Loader, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { api } from '../../api/client.ts'
import classes from './demo-logins.module.css'
import { inDemoOrder } from './demo-order.ts'

type Props = {
  /** The e-mail address of whoever is signing in now. */
  entering: string | null
  onPick: (login: DemoLogin) => void
}

/** The people of the demo: one click signs in as one of them. Nothing at all where there is no demo. */
export function DemoLogins({ entering, onPick }: Props) {
  const t = useTranslations('login.demo')
  const id = useId()
  const [opened, more] = useDisclosure()
  const { data } = useQuery(api.settings.demoLogins.queryOptions())
  const { first, rest } = inDemoOrder(data?.logins ?? [])
  const [one] = first
  if (!one) return null
  const people = opened ? [...first, ...rest] : first
  return (
    <section aria-labelledby={id} className={classes.demo}>
      <Title order={2} size="h3" id={id}>
        {t('title')}
      </Title>
      <p className={classes.text}>
        {t('text')} {t('password', { password: one.password })}
      </p>
      <ul className={classes.people}>
        {people.map((login) => (
          <li key={login.email}>
            <Person
              login={login}
              entering={entering === login.email}
              disabled={entering !== null}
              onPick={() => onPick(login)}
            />
          </li>
        ))}
      </ul>
      {rest.length > 0 && (
        <Button
          variant="subtle"
          size="xs"
          fullWidth
          aria-expanded={opened}
          rightSection={
            opened ? (
              <IconChevronUp size={14} aria-hidden />
            ) : (
              <IconChevronDown size={14} aria-hidden />
            )
          }
          onClick={more.toggle}
        >
          {opened ? t('fewer') : t('more', { count: rest.length })}
        </Button>
      )}
    </section>
  )
}

type PersonProps = { login: DemoLogin; entering: boolean; disabled: boolean; onPick: () => void }

function Person({ login: { name, role }, entering, disabled, onPick }: PersonProps) {
  const t = useTranslations('frame.roles')
  return (
    <button type="button" className={classes.person} disabled={disabled} onClick={onPick}>
      <span className={classes.name}>{name}</span>{' '}
      {entering ? <Loader size={14} /> : <span className={classes.role}>{t(role)}</span>}
    </button>
  )
}
