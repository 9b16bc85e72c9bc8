'use client'

import { chosenStatuses } from '@callfloor/domain'
import { Loader, Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactElement } from 'react'
import { StateDot } from '../../ui/state-dot.tsx'
import { awayReasons, knownReason, toneOf } from './status.ts'
import { useMyAgent } from './use-call.ts'
import { useChooseStatus, useStatusWish } from './use-status.ts'

/** What the agent may choose to be. The dot shows the chosen one; it moves when the server says so. */
export function StatusMenu({ target }: { target: ReactElement }) {
  const t = useTranslations('desk')
  const me = useMyAgent()
  const choosing = useStatusWish((wish) => wish.choosing)
  const choose = useChooseStatus()
  const item = (status: (typeof chosenStatuses)[number], reason: string | null = null) => {
    const chosen = me?.chosen === status && (me.reason ?? null) === reason
    return (
      <Menu.Item
        key={`${status} ${reason}`}
        leftSection={<StateDot tone={toneOf[status]} />}
        rightSection={
          choosing === status ? <Loader size={12} /> : chosen && <IconCheck size={14} aria-hidden />
        }
        onClick={() => void choose(status, reason)}
        fw={chosen ? 600 : 400}
      >
        {reason ? t(`reason.${knownReason(reason) ?? 'other'}`) : t(`status.${status}`)}
      </Menu.Item>
    )
  }
  return (
    <Menu
      position="top-start"
      width={224}
      withinPortal={false}
      // A placeholder for focus is no child that a menu may have (WAI-ARIA 1.2).
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        {item('available')}
        {item('busy')}
        <Menu.Divider />
        <Menu.Label>{t('status.away')}</Menu.Label>
        {awayReasons.map((reason) => item('away', reason))}
        <Menu.Divider />
        {item('offline')}
      </Menu.Dropdown>
    </Menu>
  )
}
