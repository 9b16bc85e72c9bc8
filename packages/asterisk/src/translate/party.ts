import type { Party } from '@callfloor/domain'

const agent = /^PJSIP\/agent-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-[0-9a-f]+)?$/
const trunk = /^PJSIP\/trunk-/

/** Who is at the end of a channel or queue interface: our endpoints' names say it. */
export function partyOf(channel: string): Party {
  const agentId = agent.exec(channel)?.[1]
  if (agentId !== undefined) return { kind: 'agent', agentId }
  return { kind: trunk.test(channel) ? 'external' : 'service' }
}
