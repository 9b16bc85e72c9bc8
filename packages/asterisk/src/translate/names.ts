import type { AgentId, Party, QueueLeaveReason, TrunkId } from '@callfloor/domain'

const AGENT_CHANNEL = /^PJSIP\/agent-([A-Za-z0-9-]{1,64})-[0-9a-f]{8}$/
const AGENT_INTERFACE = /^PJSIP\/agent-([A-Za-z0-9-]{1,64})$/
const TRUNK_CHANNEL = /^PJSIP\/trunk-([A-Za-z0-9_-]{1,64})-[0-9a-f]{8}$/

/** The agent whose channel this is (`PJSIP/agent-<id>-0000001c`). */
export const agentOfChannel = (channel: string): AgentId | undefined =>
  AGENT_CHANNEL.exec(channel)?.[1]

/** The agent whose interface as a queue member this is (`PJSIP/agent-<id>`). */
export const agentOfInterface = (name: string): AgentId | undefined =>
  AGENT_INTERFACE.exec(name)?.[1]

/** The agent whose endpoint, aor or auth this is (`agent-<id>`). */
export const agentOfEndpoint = (name: string): AgentId | undefined =>
  agentOfInterface(`PJSIP/${name}`)

/** The trunk whose channel this is. */
export const trunkOfChannel = (channel: string): TrunkId | undefined =>
  TRUNK_CHANNEL.exec(channel)?.[1]

/** Who is at the other end of a channel; anything but an agent or a trunk is a service of ours. */
export function partyOf(channel: string): Party {
  const agentId = agentOfChannel(channel)
  if (agentId !== undefined) return { kind: 'agent', agentId }
  return trunkOfChannel(channel) === undefined ? { kind: 'service' } : { kind: 'external' }
}

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
