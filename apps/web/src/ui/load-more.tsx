'use client'

import { Button } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import classes from './load-more.module.css'

type Props = { hasMore: boolean; loading: boolean; onMore: () => void }

/** Loads the next page when it comes into view; the button stays for who does not scroll. */
export function LoadMore({ hasMore, loading, onMore }: Props) {
  const t = useTranslations('common')
  const { ref, entry } = useIntersection({ rootMargin: '400px' })
  const visible = entry?.isIntersecting ?? false
  useEffect(() => {
    if (visible && hasMore && !loading) onMore()
  }, [visible, hasMore, loading, onMore])
  if (!hasMore) return null
  return (
    <div ref={ref} className={classes.more}>
      <Button variant="default" loading={loading} onClick={onMore}>
        {t('loadMore')}
      </Button>
    </div>
  )
}
