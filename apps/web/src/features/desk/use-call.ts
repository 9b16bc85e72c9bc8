'use client'

import type { LiveCall } from '@callfloor/contracts'
import {
  selectCallByLinkedId,
  selectLink,
  selectMe,
  selectMyCall,
  selectQueue,
} from '../../live/selectors.ts'
import { useLive } from '../../live/store.ts'
import { useSoftphone, useSoftphoneState } from '../../softphone/softphone-context.tsx'
import type { PhoneCall } from '../../softphone/state.ts'
import { type HoldView, holdViewOf } from './card.ts'

/** Who is at the other end, as far as it is known. */
export type Caller = { name: string; number: string; company: string | null; leadId: string | null }

/** The lead's name before the name the network gives, which anyone can forge. */
export function callerOf(call: LiveCall | null, phone: PhoneCall | null): Caller {
  const number = call?.callerNumber || phone?.caller.number || ''
  const given = call?.callerName || phone?.caller.name || ''
  return {
    number,
    name: call?.lead?.name ?? (given === number ? '' : given),
    company: call?.lead?.company ?? null,
    leadId: call?.lead?.id ?? null,
  }
}

/** The call of this page's phone: what the phone does, and what the server knows of it. */
export function usePhoneCall() {
  const { call: phone, answerFailed } = useSoftphoneState()
  const live = useLive(selectCallByLinkedId(phone?.linkedId ?? null))
  const mine = useLive(selectMyCall)
  const call = live ?? mine
  const queue = useLive(selectQueue(call?.queueId ?? phone?.queueId ?? null))
  return { phone, call, queue, caller: callerOf(call, phone), answerFailed }
}

/** How hold stands, by the live state or, while its link is down, by the switch's own answer. */
export function useHoldView(): HoldView {
  const { phone, call } = usePhoneCall()
  const linked = useLive((view) => selectLink(view).state === 'live')
  return holdViewOf(phone?.hold ?? notHeld, linked && call ? call.held : null)
}
const notHeld = { wanted: false, confirmed: false }

/** What the agent may do with the call in this page. */
export function useCallActions() {
  const phone = useSoftphone()
  const send = (event: Parameters<NonNullable<typeof phone>['actor']['send']>[0]) =>
    phone?.actor.send(event)
  return {
    answer: () => {
      void phone?.unlock()
      send({ type: 'answer' })
    },
    reject: () => send({ type: 'reject' }),
    hangUp: () => send({ type: 'hangUp' }),
    mute: (muted: boolean) => send({ type: 'mute', muted }),
    hold: (held: boolean) => send({ type: 'hold', held }),
  }
}

export const useMyAgent = () => useLive(selectMe)
