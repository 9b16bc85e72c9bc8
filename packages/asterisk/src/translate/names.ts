import type { AgentId, Party, QueueId, QueueLeaveReason } from '@callfloor/domain'

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
// A channel's name ends in a counter that the interface lacks: `PJSIP/agent-<id>-0000001c`.
const AGENT = new RegExp(`^PJSIP/agent-(${UUID})(?:-[0-9a-f]+)?$`)
const TRUNK = /^PJSIP\/trunk-/

/** The agent whose channel, or interface as a queue member, this is. */
export const agentOfInterface = (name: string): AgentId | undefined => AGENT.exec(name)?.[1]

/** The agent whose endpoint, aor or auth this is (`agent-<id>`). */
export const agentOfEndpoint = (name: string): AgentId | undefined =>
  agentOfInterface(`PJSIP/${name}`)

/** Who is at the other end of a channel; anything but an agent or a trunk is a service of ours. */
export function partyOf(channel: string): Party {
  const agentId = agentOfInterface(channel)
  if (agentId !== undefined) return { kind: 'agent', agentId }
  return { kind: TRUNK.test(channel) ? 'external' : 'service' }
}

/** The queue whose context this is (`queue-<id>`). */
export const queueOfContext = (context: string): QueueId | undefined =>
  /^queue-([A-Za-z0-9_-]{1,64})$/.exec(context)?.[1]

/** What was dialled; `s` is only where the dialplan starts. */
export const dialledOf = (exten: string): string => (exten === 's' ? '' : exten)

const REASONS: Readonly<Record<string, QueueLeaveReason>> = {
  TIMEOUT: 'timedOut',
  FULL: 'full',
  JOINEMPTY: 'empty',
  LEAVEEMPTY: 'empty',
  JOINUNAVAIL: 'unavailable',
  LEAVEUNAVAIL: 'unavailable',
  WITHDRAW: 'unavailable',
}

/** QUEUESTATUS in our words; undefined where the caller did not leave unserved (CONTINUE). */
export const leaveReasonOf = (status: string): QueueLeaveReason | undefined => REASONS[status]
