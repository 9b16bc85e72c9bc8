'use client'

import { Button } from '@mantine/core'
import { IconBug } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { EmptyState } from '../../ui/empty-state.tsx'

type Props = { error: Error & { digest?: string }; reset: () => void }

/** A page that threw. The frame and the phone stand outside it and go on. */
export default function PageCrash({ error, reset }: Props) {
  const t = useTranslations('common')
  useEffect(() => console.error(error), [error])
  return (
    <EmptyState
      heading
      icon={IconBug}
      title={t('crash.title')}
      text={t('crash.text')}
      action={<Button onClick={reset}>{t('retry')}</Button>}
    />
  )
}
