import type { LiveAgent } from '@callfloor/contracts'
import type { SoftphoneState } from '../../softphone/state.ts'

/** What the phone column shows, by what the page's own phone does and what the server says. */
export type PhoneCard =
  | 'off'
  | 'takenElsewhere'
  | 'takenOver'
  | 'refused'
  | 'ringing'
  | 'talking'
  | 'callWithoutSound'
  | 'wrapUp'
  | 'idle'

/** A call in this page comes before everything: it is never hidden by a question about the line. */
export function cardOf(phone: SoftphoneState, me: LiveAgent | null): PhoneCard {
  switch (phone.call?.phase) {
    case 'ringing':
    case 'answering':
      return 'ringing'
    case 'talking':
    case 'ending':
      return 'talking'
  }
  switch (phone.line) {
    case 'takenElsewhere':
      return 'takenElsewhere'
    case 'passive':
      return 'takenOver'
    case 'refused':
      return 'refused'
    case 'off':
      return 'off'
  }
  if (me?.shown === 'wrapUp') return 'wrapUp'
  if (me?.shown === 'onCall' || me?.shown === 'held') return 'callWithoutSound'
  return 'idle'
}

/** How hold stands: what was asked for is not shown as done before the switch has confirmed it. */
export type HoldView = 'talking' | 'holding' | 'held' | 'resuming'

/**
 * @param live whether the live state says held; null where the live link is down, and the switch's
 * answer to the phone itself is what there is to go by
 */
export function holdViewOf(
  hold: { wanted: boolean; confirmed: boolean },
  live: boolean | null,
): HoldView {
  const confirmed = live ?? hold.confirmed
  if (hold.wanted) return confirmed ? 'held' : 'holding'
  return confirmed ? 'resuming' : 'talking'
}
