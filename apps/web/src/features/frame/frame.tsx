'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import { DemoPasswordNotice } from '../account/demo-password.tsx'
import { PhoneColumn } from '../desk/phone-column.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import classes from './frame.module.css'
import { closePhoneSheet, usePhoneSheet } from './phone-sheet.ts'
import { Rail } from './rail.tsx'

/** Rail, page and phone. The phone is mounted once, above the pages, and lives as long as the tab. */
export function Frame({ children }: { children: ReactNode }) {
  const t = useTranslations('frame')
  const opened = usePhoneSheet((sheet) => sheet.opened)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && closePhoneSheet()
    if (opened) window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [opened])
  return (
    <div className={classes.frame}>
      <a href="#page" className={classes.skip}>
        {t('skip')}
      </a>
      <Rail />
      <main id="page" className={classes.page} tabIndex={-1}>
        <ConnectionBanner />
        <DemoPasswordNotice />
        {children}
      </main>
      <aside id="phone" className={classes.phone} aria-label={t('phone')} data-opened={opened}>
        <PhoneColumn />
      </aside>
    </div>
  )
}
