'use client'

import { formatPhone } from '@callfloor/domain'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { openPhoneSheet } from '../frame/phone-sheet.ts'
import { usePhoneCall } from './use-call.ts'

const flashMs = 1_000

/** Makes a ringing call seen where this page is not: in the tab's title, by the system, in the sheet. */
export function useAttention(): void {
  const t = useTranslations('desk')
  const { phone, queue, caller } = usePhoneCall()
  const ringing = phone?.phase === 'ringing'
  const who = caller.name || (caller.number ? formatPhone(caller.number) : t('unknownCaller'))
  const title = t('ringingTitle', { who })
  const body = queue ? t('ringingIn', { queue: queue.name }) : ''

  useEffect(() => {
    if (ringing) openPhoneSheet()
  }, [ringing])
  useEffect(() => (ringing ? flashTitle(title) : undefined), [ringing, title])
  useEffect(() => (ringing ? notify(title, body) : undefined), [ringing, title, body])
}

function flashTitle(title: string): () => void {
  const before = document.title
  const flash = () => {
    document.title = document.title === title ? before : title
  }
  flash()
  const timer = setInterval(flash, flashMs)
  return () => {
    clearInterval(timer)
    // A page that was opened meanwhile has a title of its own.
    if (document.title === title) document.title = before
  }
}

function notify(title: string, body: string): (() => void) | undefined {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return
  if (document.visibilityState === 'visible' && document.hasFocus()) return
  const shown = new Notification(title, {
    body,
    tag: 'callfloor-ringing',
    requireInteraction: true,
  })
  shown.onclick = () => {
    window.focus()
    shown.close()
  }
  return () => shown.close()
}

/** Asks whether the system may show a ringing call: to be called within a click, asked only once. */
export function askForNotifications(): void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'default') return
  void Notification.requestPermission()
}
