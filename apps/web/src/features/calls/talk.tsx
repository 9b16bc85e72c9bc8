import type { CallRow } from '@callfloor/contracts'
import { Duration } from '../../ui/duration.tsx'
import { Timer } from '../../ui/timer.tsx'

/** Talk time: runs while the call goes on, "—" where nobody was connected. */
export function Talk({ call }: { call: CallRow }) {
  if (!call.answeredAt) return <Duration ms={null} />
  return call.endedAt ? <Duration ms={call.talkMs} /> : <Timer since={call.answeredAt} />
}
