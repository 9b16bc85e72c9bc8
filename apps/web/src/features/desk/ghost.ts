import type { LiveCall } from '@callfloor/contracts'
import type { PhoneCall } from '../../softphone/state.ts'

/**
 * Whether a call in this page is over although no BYE has come, because signalling was lost when it
 * ended. What is heard wins over what is told: while sound arrives, the call is not over.
 * @param call what the live state has of it; null where it goes on no more
 */
export function isGhost(phone: PhoneCall, call: LiveCall | null, agentId: string): boolean {
  const known = call?.agentIds.includes(agentId) ?? false
  if (known) return false
  if (phone.phase === 'ringing' || phone.phase === 'answering') return true
  return phone.media === 'interrupted' || phone.quality?.grade === 'silent'
}
