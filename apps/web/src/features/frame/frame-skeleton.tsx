import { Skeleton } from '@mantine/core'
import classes from './frame.module.css'
import rail from './rail.module.css'

/** The frame's outline, while it is not known yet who looks. */
export function FrameSkeleton() {
  return (
    <div className={classes.frame} aria-busy="true">
      <div className={rail.rail} />
      <main className={classes.page}>
        <div style={{ padding: 24, display: 'grid', gap: 16 }}>
          <Skeleton h={28} w={160} />
          <Skeleton h={16} w="60%" />
          <Skeleton h={16} w="45%" />
        </div>
      </main>
      <div className={classes.phone} data-opened="false" />
    </div>
  )
}
