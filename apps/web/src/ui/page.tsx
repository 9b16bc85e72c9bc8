'use client'

import { Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import classes from './page.module.css'

type Props = {
  title: string
  /** Stands before the title: a way back. */
  before?: ReactNode
  /** Stands small beside the title. */
  note?: ReactNode
  /** Stands at the right of the title. */
  actions?: ReactNode
  children: ReactNode
}

/** A page's heading and body. The heading takes focus on arrival, so that readers hear where they are. */
export function Page({ title, before, note, actions, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // Never out of a text being typed: the phone column may hold one while pages change.
    if (!isTyping(document.activeElement)) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        {before}
        <Title order={1} ref={heading} tabIndex={-1} className={classes.title}>
          {title}
        </Title>
        {note && <span className={classes.note}>{note}</span>}
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}

const isTyping = (element: Element | null): boolean =>
  element instanceof HTMLElement &&
  (element.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName))
