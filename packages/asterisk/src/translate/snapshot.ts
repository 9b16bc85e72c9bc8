import type { CallEvent } from '@callfloor/domain'
import type { QueueSnapshot } from '../ami/actions.ts'
import type { AmiListItem } from '../ami/events/reader.ts'
import type { Translated } from './ami.ts'
import { dialledOf, partyOf } from './names.ts'

/**
 * A snapshot as the call events that would have led to it, for conversations nothing is known
 * of. `at` is when the snapshot was taken. A leg starts at the second in its Uniqueid, a queue
 * was joined as long ago as the entry says; when legs were answered and bridged is not known,
 * so `at` stands for it: prefer what the log files say. Sorted by time. Pure.
 */
export function translateSnapshot(
  channels: readonly AmiListItem<'CoreShowChannel'>[],
  queues: QueueSnapshot,
  at: number,
): Translated[] {
  const waiting = new Map(queues.waiting.map((entry) => [entry.Uniqueid, entry]))
  const translated = channels.flatMap((channel) =>
    eventsOf(channel, waiting.get(channel.Uniqueid), at).map((event) => ({
      linkedId: channel.Linkedid,
      tenantId: channel.AccountCode,
      event,
    })),
  )
  return translated.toSorted((a, b) => a.event.at - b.event.at)
}

function eventsOf(
  channel: AmiListItem<'CoreShowChannel'>,
  entry: AmiListItem<'QueueEntry'> | undefined,
  at: number,
): CallEvent[] {
  const legId = channel.Uniqueid
  const startedAt = Math.min(at, startOf(channel.Uniqueid) ?? at)
  const party = partyOf(channel.Channel)
  const events: CallEvent[] = [
    {
      type: 'legStarted',
      at: startedAt,
      legId,
      linkedId: channel.Linkedid,
      party,
      // On a leg Asterisk called itself, the caller id is the called one's.
      callerNumber: channel.CallerIDNum,
      callerName: channel.CallerIDName,
      dialled: legId === channel.Linkedid ? dialledOf(channel.Exten) : '',
    },
  ]
  if (entry) {
    const joinedAt = Math.max(startedAt, at - entry.Wait * 1000)
    events.push({ type: 'queueJoined', at: joinedAt, legId, queueId: entry.Queue })
  }
  if (channel.ChannelState === 5) events.push({ type: 'legRinging', at, legId })
  if (channel.ChannelState === 6) events.push({ type: 'legAnswered', at, legId })
  if (channel.BridgeId) events.push({ type: 'legBridged', at, legId, bridgeId: channel.BridgeId })
  return events
}

/** The second in a Uniqueid (`[systemname-]<epoch seconds>.<counter>`), in milliseconds. */
function startOf(uniqueid: string): number | undefined {
  const seconds = /(?:^|-)([0-9]{9,11})\.[0-9]+$/.exec(uniqueid)?.[1]
  return seconds === undefined ? undefined : Number(seconds) * 1000
}
