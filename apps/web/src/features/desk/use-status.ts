'use client'

import type { ChosenStatus } from '@callfloor/domain'
import { notifications } from '@mantine/notifications'
import { waitFor } from 'xstate'
import { create } from 'zustand'
import { client } from '../../api/client.ts'
import { useSentence } from '../../api/use-sentence.ts'
import { softphoneStateOf } from '../../softphone/machine.ts'
import type { Softphone } from '../../softphone/softphone.ts'
import { useSoftphone } from '../../softphone/softphone-context.tsx'
import { missingOf, type SoftphoneState } from '../../softphone/state.ts'
import { openPhoneSheet } from '../frame/phone-sheet.ts'
import { askForNotifications } from './use-attention.ts'

/** How long a phone that is just connecting is waited for. */
const connectPatienceMs = 5_000
const askingMs = 1_000

/** The choice under way, and whether the last one failed for something that is missing. */
export const useStatusWish = create<{ choosing: ChosenStatus | null; blocked: boolean }>(() => ({
  choosing: null,
  blocked: false,
}))
const wish = (change: Partial<{ choosing: ChosenStatus | null; blocked: boolean }>) =>
  useStatusWish.setState(change)

/** Chooses a status. The shown one changes when the server says so. */
export function useChooseStatus() {
  const phone = useSoftphone()
  const sentence = useSentence()
  return async (status: ChosenStatus, reason: string | null = null): Promise<void> => {
    if (!phone) return
    wish({ choosing: status, blocked: false })
    try {
      const state = status === 'available' ? await makeReady(phone) : stateOf(phone)
      if (status === 'available' && missingOf(state).length > 0) {
        wish({ blocked: true })
        return openPhoneSheet()
      }
      const ready = { microphone: state.microphone === 'live', audio: state.speaker === 'unlocked' }
      await client.agent.chooseStatus({ status, reason, ready })
      wish({ blocked: false })
    } catch (error) {
      notifications.show({ color: 'red', message: sentence(error) })
    } finally {
      wish({ choosing: null })
    }
  }
}

async function makeReady(phone: Softphone): Promise<SoftphoneState> {
  askForNotifications()
  phone.actor.send({ type: 'start' })
  // While the browser asks for the microphone, the screen says what it waits for.
  const asking = setTimeout(() => wish({ blocked: true }), askingMs)
  await phone.prepare()
  clearTimeout(asking)
  await waitFor(phone.actor, isSettled, { timeout: connectPatienceMs }).catch(() => {})
  return stateOf(phone)
}

const stateOf = (phone: Softphone): SoftphoneState => softphoneStateOf(phone.actor.getSnapshot())

const isSettled = (snapshot: Parameters<typeof softphoneStateOf>[0]): boolean =>
  ['registered', 'takenElsewhere', 'passive', 'refused'].includes(softphoneStateOf(snapshot).line)
