import { Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import classes from './section.module.css'

type Props = { title: string; actions?: ReactNode; children: ReactNode }

/** A titled part of a page, framed by a line. */
export function Section({ title, actions, children }: Props) {
  const id = useId()
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.header}>
        <Title order={2} id={id} className={classes.title}>
          {title}
        </Title>
        {actions}
      </div>
      <div className={classes.body}>{children}</div>
    </section>
  )
}
