import {
  type AmiActions,
  type AmiClient,
  type AmiListItem,
  agentOfInterface,
  type QueueSnapshot,
} from '@callfloor/asterisk'
import type { AgentId } from '@callfloor/domain'
import type { Seat } from '../agents/seats.service.ts'

/** What Asterisk says is so, asked for at `askedAt`. */
export type Snapshot = {
  askedAt: number
  channels: readonly AmiListItem<'CoreShowChannel'>[]
  queues: QueueSnapshot
  seats: readonly Seat[]
  /** Of every softphone Asterisk knows: whether it can be reached. */
  registrations: ReadonlyMap<AgentId, boolean>
}

/** Asks Asterisk for all there is: channels, queues, and which softphones can be reached. */
export async function askAsterisk(client: AmiClient, actions: AmiActions): Promise<Snapshot> {
  const askedAt = Date.now()
  const [channels, queues, devices] = await Promise.all([
    actions.channels(),
    actions.queueStatus(),
    client.list('DeviceStateList'),
  ])
  return {
    askedAt,
    channels,
    queues,
    seats: queues.members.flatMap(
      (member) => seatOf({ ...member, Interface: member.Location }) ?? [],
    ),
    registrations: new Map(
      devices.items.flatMap((item) => {
        const agentId = agentOfInterface(item.get('Device') ?? '')
        return agentId ? [[agentId, isReachable(item.get('State') ?? '')] as const] : []
      }),
    ),
  }
}

/** A device that has no contact is UNAVAILABLE; one that was deleted is INVALID. */
export const isReachable = (state: string): boolean =>
  !['', 'UNAVAILABLE', 'INVALID', 'UNKNOWN'].includes(state)

/** A member as Asterisk shows it; null where it is none of our agents. */
export function seatOf(member: {
  Interface: string
  Queue: string
  Paused: boolean
  PausedReason: string
}): Seat | null {
  const agentId = agentOfInterface(member.Interface)
  if (!agentId) return null
  const { Queue: queueId, Paused: paused, PausedReason: reason } = member
  return { agentId, queueId, paused, reason }
}
