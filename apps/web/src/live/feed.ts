import type { LiveMessage, LiveSnapshot } from '@callfloor/contracts'
import { applyEvent, type Floor, floorOf } from './floor.ts'

/** Where this browser stands in the server's stream; null before the first snapshot. */
export type Feed = { readonly epoch: string; readonly seq: number; readonly floor: Floor } | null

export type Applied = { feed: Feed; resync: boolean }

/** Takes a snapshot, unless it is older than what is known of the same run of the server. */
export function applySnapshot(feed: Feed, snapshot: LiveSnapshot): Feed {
  if (feed && feed.epoch === snapshot.epoch && snapshot.seq < feed.seq) return feed
  const { epoch, seq, state } = snapshot
  return { epoch, seq, floor: floorOf(state, feed?.floor ?? null) }
}

/**
 * Takes one message. What came before is ignored; after a gap, or from another run of the server,
 * nothing is applied and a snapshot must be asked for.
 */
export function applyMessage(feed: Feed, message: LiveMessage): Applied {
  if (!feed || feed.epoch !== message.epoch) return { feed, resync: true }
  if (message.seq <= feed.seq) return { feed, resync: false }
  if (message.seq > feed.seq + 1) return { feed, resync: true }
  return {
    feed: { ...feed, seq: message.seq, floor: applyEvent(feed.floor, message.event) },
    resync: false,
  }
}
