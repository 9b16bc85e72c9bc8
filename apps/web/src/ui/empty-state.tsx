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
  /** Whether it stands for the whole page, which then has no other heading. */
  heading?: boolean
}

export function EmptyState({ icon: Icon, title, text, action, heading = false }: Props) {
  return (
    <Stack className={classes.state}>
      <Icon className={classes.icon ?? ''} aria-hidden />
      <Text fw={600} component={heading ? 'h1' : 'p'} m={0}>
        {title}
      </Text>
      <Text c="dimmed">{text}</Text>
      {action}
    </Stack>
  )
}
