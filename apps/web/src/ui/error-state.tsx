'use client'

import { Button, Stack, Text } from '@mantine/core'
import { IconPlugConnectedX, IconRefresh } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useSentence } from '../api/use-sentence.ts'
import classes from './state.module.css'

type Props = { error: unknown; onRetry?: () => void }

/** What happened, in place of what could not be shown, and the way on. */
export function ErrorState({ error, onRetry }: Props) {
  const t = useTranslations('common')
  const sentence = useSentence()
  return (
    <Stack className={classes.state} role="alert">
      <IconPlugConnectedX className={classes.icon} aria-hidden />
      <Text fw={600}>{t('failed')}</Text>
      <Text c="dimmed">{sentence(error)}</Text>
      {onRetry && (
        <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </Stack>
  )
}
