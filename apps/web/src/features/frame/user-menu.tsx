'use client'

import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconDeviceLaptop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useMe } from '../auth/me.tsx'
import { useSignOut } from '../auth/use-sign-out.ts'

const schemes = [
  { scheme: 'light', label: 'themeLight', icon: IconSun },
  { scheme: 'dark', label: 'themeDark', icon: IconMoon },
  { scheme: 'auto', label: 'themeSystem', icon: IconDeviceLaptop },
] as const

export function UserMenu() {
  const t = useTranslations('frame')
  const { user, role, tenant } = useMe()
  const leave = useSignOut()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu position="right-end" width={224} withinPortal>
      <Menu.Target>
        <UnstyledButton aria-label={t('account', { name: user.name })}>
          <Avatar name={user.name} color="ink" variant="filled" size={36} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div style={{ padding: '8px 12px' }}>
          <Text fw={600}>{user.name}</Text>
          <Text size="xs" c="dimmed">
            {t('signedInAs', { role: t(`roles.${role}`), tenant: tenant.name })}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Label>{t('theme')}</Menu.Label>
        {schemes.map(({ scheme, label, icon: Icon }) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={colorScheme === scheme}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={colorScheme === scheme ? <IconCheck size={16} aria-hidden /> : null}
            onClick={() => setColorScheme(scheme)}
          >
            {t(label)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
