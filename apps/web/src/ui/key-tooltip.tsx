'use client'

import { Kbd, Tooltip } from '@mantine/core'
import type { ReactElement } from 'react'
import classes from './key-tooltip.module.css'

type Props = {
  label: string
  /** The keys as people name them: ['Alt', 'A']. */
  keys: readonly string[]
  /** The control it describes; give it the matching `aria-keyshortcuts`. */
  children: ReactElement
}

/** Says what a control does and by which key. */
export function KeyTooltip({ label, keys, children }: Props) {
  return (
    <Tooltip
      // Beside its control, so that it stands in the same landmark.
      withinPortal={false}
      label={
        <span className={classes.label}>
          {label}
          {keys.map((key) => (
            <Kbd key={key} size="xs">
              {key}
            </Kbd>
          ))}
        </span>
      }
    >
      {children}
    </Tooltip>
  )
}
