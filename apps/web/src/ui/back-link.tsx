import { ActionIcon } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import Link from 'next/link'

/** Back to the list a page was opened from. */
export function BackLink({ href, label }: { href: string; label: string }) {
  return (
    <ActionIcon component={Link} href={href} variant="default" size={36} aria-label={label}>
      <IconArrowLeft size={18} aria-hidden />
    </ActionIcon>
  )
}
