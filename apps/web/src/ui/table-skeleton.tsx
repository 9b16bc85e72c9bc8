import { Skeleton } from '@mantine/core'
import { useTranslations } from 'next-intl'
import classes from './table-skeleton.module.css'

/** The outline of a list that is being loaded. */
export function TableSkeleton({ rows = 8 }: { rows?: number }) {
  const t = useTranslations('common')
  return (
    <div role="status" aria-label={t('loading')} className={classes.rows}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have no other key
        <div key={row} className={classes.row}>
          <Skeleton h={12} w={40} />
          <Skeleton h={12} w={`${24 + ((row * 7) % 12)}%`} />
          <Skeleton h={12} w="14%" />
          <Skeleton h={12} w="10%" ml="auto" />
        </div>
      ))}
    </div>
  )
}
