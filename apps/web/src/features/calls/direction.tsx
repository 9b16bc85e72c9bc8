import type { CallRow } from '@callfloor/contracts'
import { IconArrowDownLeft, IconArrowsLeftRight, IconArrowUpRight } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'

const icons = {
  inbound: IconArrowDownLeft,
  outbound: IconArrowUpRight,
  internal: IconArrowsLeftRight,
}

export function Direction({ direction }: { direction: CallRow['direction'] }) {
  const t = useTranslations('calls.directions')
  const Icon = icons[direction]
  return (
    <Icon size={16} role="img" aria-label={t(direction)} style={{ display: 'block' }}>
      <title>{t(direction)}</title>
    </Icon>
  )
}
