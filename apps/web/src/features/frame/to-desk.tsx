'use client'

import { Button } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'

export function ToDesk() {
  const t = useTranslations('common')
  return (
    <Button component={Link} href="/desk" variant="default">
      {t('goToDesk')}
    </Button>
  )
}
