'use client'

import {
  IconAddressBook,
  IconDeviceDesktop,
  IconPhone,
  IconPhoneCall,
  IconSettings,
} from '@tabler/icons-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Logo } from '../../ui/logo.tsx'
import { useAbilities } from '../auth/me.tsx'
import { StatusChip } from '../desk/status-chip.tsx'
import { togglePhoneSheet, usePhoneSheet } from './phone-sheet.ts'
import classes from './rail.module.css'
import { UserMenu } from './user-menu.tsx'

/** The way between pages: at the left edge, below 900 px at the bottom. */
export function Rail() {
  const t = useTranslations('frame')
  const abilities = useAbilities()
  const pathname = usePathname()
  const opened = usePhoneSheet((sheet) => sheet.opened)
  const places = [
    { path: '/desk', label: t('desk'), icon: IconDeviceDesktop, shown: true },
    { path: '/calls', label: t('calls'), icon: IconPhoneCall, shown: true },
    { path: '/leads', label: t('leads'), icon: IconAddressBook, shown: true },
    {
      path: '/settings',
      label: t('settings'),
      icon: IconSettings,
      shown: abilities.can('change', 'settings'),
    },
  ].filter(({ shown }) => shown)
  return (
    <nav className={classes.rail} aria-label={t('navigation')}>
      <Link href="/desk" className={classes.logo} aria-label={t('desk')} tabIndex={-1}>
        <Logo />
      </Link>
      <div className={classes.places}>
        {places.map(({ path, label, icon: Icon }) => (
          <Link
            key={path}
            href={path}
            className={classes.place}
            aria-current={pathname.startsWith(path) ? 'page' : undefined}
          >
            <Icon size={20} stroke={1.6} aria-hidden />
            <span>{label}</span>
          </Link>
        ))}
      </div>
      <div className={classes.foot}>
        <StatusChip />
        <button
          type="button"
          className={`${classes.place} ${classes.phone}`}
          aria-expanded={opened}
          aria-controls="phone"
          onClick={togglePhoneSheet}
        >
          <IconPhone size={20} stroke={1.6} aria-hidden />
          <span>{t('phone')}</span>
        </button>
        <UserMenu />
      </div>
    </nav>
  )
}
