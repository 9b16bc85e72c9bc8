import type { CallEvent } from '@callfloor/domain'
import type { QueueSnapshot } from '../ami/actions.ts'
import type { AmiListItem } from '../ami/events/reader.ts'
import type { Translated } from './ami.ts'
import { dialledOf, partyOf, queueOfContext } from './names.ts'

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
  const joined = new Map<string, QueueJoin>()
  for (const channel of channels) {
    const join = joinOf(channel, queues, at)
    if (join) joined.set(channel.Linkedid, join)
  }
  const translated = channels.flatMap((channel) =>
    eventsOf(channel, joined.get(channel.Linkedid), at).map((event) => ({
      linkedId: channel.Linkedid,
      tenantId: channel.AccountCode,
      event,
    })),
  )
  return translated.toSorted((a, b) => a.event.at - b.event.at || rank(a) - rank(b))
}

type Channel = AmiListItem<'CoreShowChannel'>
type QueueJoin = { legId: string; queueId: string; joinedAt: number }

/** Within one second: the caller, then what happened to her, then the agents who were called. */
function rank({ event, linkedId }: Translated): number {
  if (event.type === 'queueJoined') return 1
  if (event.type === 'legStarted') return `${event.legId}` === linkedId ? 0 : 2
  return 3
}

/** The queue a caller waits in, or was connected from: she stays in its context. */
function joinOf(channel: Channel, queues: QueueSnapshot, at: number): QueueJoin | undefined {
  const legId = channel.Uniqueid
  const startedAt = startOf(legId) ?? at
  const entry = queues.waiting.find((one) => one.Uniqueid === legId)
  if (entry) {
    const joinedAt = Math.max(startedAt, at - entry.Wait * 1000)
    return { legId, queueId: entry.Queue, joinedAt }
  }
  const queueId = channel.Application === 'Queue' ? queueOfContext(channel.Context) : undefined
  return queueId === undefined ? undefined : { legId, queueId, joinedAt: startedAt }
}

function eventsOf(channel: Channel, join: QueueJoin | undefined, at: number): CallEvent[] {
  const legId = channel.Uniqueid
  const own = join?.legId === legId
  const from = Math.min(at, startOf(legId) ?? at)
  // Ids know whole seconds only: an agent is not called before the caller waits.
  const startedAt = join && !own ? Math.max(from, join.joinedAt) : from
  const started = legId === channel.Linkedid
  const events: CallEvent[] = [
    {
      type: 'legStarted',
      at: startedAt,
      legId,
      linkedId: channel.Linkedid,
      party: partyOf(channel.Channel),
      callerNumber: channel.CallerIDNum,
      callerName: channel.CallerIDName,
      dialled: started ? dialledOf(channel.Exten) : '',
    },
  ]
  if (join && own) {
    events.push({ type: 'queueJoined', at: join.joinedAt, legId, queueId: join.queueId })
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
