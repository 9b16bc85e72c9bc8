'use client'

import { Skeleton, VisuallyHidden } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ConnectionBanner } from './connection-banner.tsx'
import classes from './frame.module.css'
import rail from './rail.module.css'

/** The frame's outline, while it is not known yet who looks; `children` say why it stays unknown. */
export function FrameSkeleton({ children }: { children?: ReactNode }) {
  const t = useTranslations('common')
  return (
    <div className={classes.frame} aria-busy={!children}>
      <div className={rail.rail} />
      <main className={classes.page}>
        <ConnectionBanner />
        <VisuallyHidden component="h1">{t('product')}</VisuallyHidden>
        {children ?? (
          <div className={classes.outline}>
            <Skeleton h={28} w={160} />
            <Skeleton h={16} w="60%" />
            <Skeleton h={16} w="45%" />
          </div>
        )}
      </main>
      <div className={classes.phone} data-opened="false" />
    </div>
  )
}
