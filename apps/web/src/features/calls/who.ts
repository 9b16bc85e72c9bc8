import type { CallRow } from '@callfloor/contracts'
import { formatPhone } from '@callfloor/domain'

type Party = Pick<CallRow, 'lead' | 'callerName' | 'callerNumber' | 'dialled' | 'direction'>

/** The number of the party outside: whom an outbound call dialled, else who called. */
export const outsideNumber = (call: Party): string =>
  call.direction === 'outbound' ? call.dialled : call.callerNumber

/**
 * The outside party by the best name there is: the lead's, what the network said, the number.
 * `second` is the number where a name stands first. Null `first`: nothing at all is known.
 */
export function whoIs(call: Party): { first: string | null; second: string | null } {
  const number = outsideNumber(call)
  const written = number ? formatPhone(number) : null
  // The network's name is the caller's; of a call out it would be our own.
  const networkName = call.direction === 'outbound' ? '' : call.callerName.trim()
  const name = call.lead?.name ?? (networkName && networkName !== number ? networkName : null)
  return name ? { first: name, second: written } : { first: written, second: null }
}
