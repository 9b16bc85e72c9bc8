'use client'

import {
  Avatar,
  Button,
  Popover,
  SegmentedControl,
  Stack,
  Text,
  UnstyledButton,
  useMantineColorScheme,
  VisuallyHidden,
} from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconKey, IconLogout } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { useMe } from '../auth/me.tsx'
import { useSignOut } from '../auth/use-sign-out.ts'

/** Who is signed in, in which theme, and the way out. */
export function UserMenu() {
  const t = useTranslations('frame')
  const { user } = useMe()
  const [opened, menu] = useDisclosure()
  const label = t('account', { name: user.name })
  return (
    <Popover
      opened={opened}
      onChange={(open) => (open ? menu.open() : menu.close())}
      position="right-end"
      offset={16}
      width={264}
      trapFocus
      returnFocus
      shadow="sm"
    >
      <Popover.Target>
        {/* The initials stay in the name: who says what they see must reach the button. */}
        <UnstyledButton onClick={menu.toggle}>
          <Avatar name={user.name} color="ink" variant="filled" size={36} alt="" />
          <VisuallyHidden>{label}</VisuallyHidden>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <Account onLeave={menu.close} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Account({ onLeave }: { onLeave: () => void }) {
  const t = useTranslations('frame')
  const { user, role, tenant } = useMe()
  const leave = useSignOut()
  return (
    <Stack gap="md">
      <div>
        <Text fw={600} truncate>
          {user.name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {user.email}
        </Text>
        <Text size="xs" c="dimmed">
          {t('signedInAs', { role: t(`roles.${role}`), tenant: tenant.name })}
        </Text>
      </div>
      <ThemeChoice />
      <Button
        component={Link}
        href="/account"
        variant="default"
        fullWidth
        leftSection={<IconKey size={16} aria-hidden />}
        onClick={onLeave}
      >
        {t('password')}
      </Button>
      <Button
        variant="default"
        fullWidth
        leftSection={<IconLogout size={16} aria-hidden />}
        onClick={leave}
      >
        {t('signOut')}
      </Button>
    </Stack>
  )
}

function ThemeChoice() {
  const t = useTranslations('frame')
  const id = useId()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <div>
      <Text size="xs" c="dimmed" id={id} mb={4}>
        {t('theme')}
      </Text>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-labelledby={id}
        value={colorScheme}
        data={[
          { value: 'auto', label: t('themeSystem') },
          { value: 'light', label: t('themeLight') },
          { value: 'dark', label: t('themeDark') },
        ]}
        onChange={setColorScheme}
      />
    </div>
  )
}
