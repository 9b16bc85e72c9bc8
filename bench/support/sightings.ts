import type { LiveMessage } from '@callfloor/contracts'
import { now, type RawEvent } from './raw-ami.ts'

/** What can be seen of a call on both sides: in one AMI event, and in the live event it causes. */
export type Moment = 'began' | 'queued' | 'offered' | 'connected' | 'ended'

/** When one moment of one call was seen. ms since the epoch. */
export type Sighting = { madeAt: number; raw: number; live: number }

const states = {
  ringing: 'began',
  queued: 'queued',
  offered: 'offered',
  connected: 'connected',
} as const

/** Pairs AMI events with the live events they cause, by call and moment. */
export class Sightings {
  readonly #raw = new Map<string, { madeAt: number; at: number }>()
  readonly #live = new Map<string, number>()
  readonly #linkedIds = new Map<string, string>()
  readonly #hangups = new Map<string, number>()
  /** Live messages since the start. */
  messages = 0

  hear(event: RawEvent): void {
    const linkedId = event.get('Linkedid')
    const moment = this.#momentOf(event, linkedId)
    if (!moment) return
    const key = `${linkedId} ${moment}`
    if (!this.#raw.has(key)) this.#raw.set(key, { madeAt: event.madeAt, at: event.receivedAt })
  }

  see({ event }: LiveMessage): void {
    const at = now()
    this.messages += 1
    if (event.type === 'callChanged') {
      const { id, linkedId, state } = event.call
      this.#linkedIds.set(id, linkedId)
      this.#keep(`${linkedId} ${states[state]}`, at)
    }
    if (event.type === 'callEnded') this.#keep(`${this.#linkedIds.get(event.callId)} ended`, at)
  }

  /** Moments seen on both sides. */
  pairs(): Sighting[] {
    return [...this.#raw].flatMap(([key, { madeAt, at }]) => {
      const live = this.#live.get(key)
      return live === undefined ? [] : [{ madeAt, raw: at, live }]
    })
  }

  #keep(key: string, at: number): void {
    if (!this.#live.has(key)) this.#live.set(key, at)
  }

  // The AMI event after which the reducer of calls changes state, see packages/domain/src/call.
  #momentOf(event: RawEvent, linkedId: string): Moment | null {
    switch (event.get('Event')) {
      case 'Newchannel':
        return event.get('Uniqueid') === linkedId ? 'began' : 'offered'
      case 'QueueCallerJoin':
        return 'queued'
      case 'BridgeEnter':
        return event.get('BridgeNumChannels') === '2' ? 'connected' : null
      case 'Hangup': {
        const hangups = (this.#hangups.get(linkedId) ?? 0) + 1
        this.#hangups.set(linkedId, hangups)
        return hangups === 2 ? 'ended' : null
      }
      default:
        return null
    }
  }
}
