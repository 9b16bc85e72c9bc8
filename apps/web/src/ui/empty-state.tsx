import { Stack, Text } from '@mantine/core'
import type { ComponentType, ReactNode } from 'react'
import classes from './state.module.css'

type Props = {
  icon: ComponentType<{ className?: string; 'aria-hidden'?: boolean }>
  title: string
  /** Why it is empty, and what would fill it. */
  text: string
  /** The next step. */
  action?: ReactNode
}

export function EmptyState({ icon: Icon, title, text, action }: Props) {
  return (
    <Stack className={classes.state}>
      <Icon className={classes.icon ?? ''} aria-hidden />
      <Text fw={600}>{title}</Text>
      <Text c="dimmed">{text}</Text>
      {action}
    </Stack>
  )
}
