import type { CallDetail } from '@callfloor/contracts'
import { span } from '../../../ui/format.ts'

/** One line of the timeline's table: the picture in words. */
export type Happening = {
  key: string
  at: string
  lastedMs: number | null
  party: { kind: 'caller' | 'external' | 'service' } | { kind: 'agent'; name: string }
} & (
  | { what: 'arrived' | 'ended' | 'talked' | 'talkingNow' | 'legEnded' | 'connected' | 'held' }
  | { what: 'talkedWithHold'; holdMs: number }
  | { what: 'offer'; queue: string; result: CallDetail['offers'][number]['result'] }
)

/** Everything that happened on a call, in order of time. */
export function happeningsOf(call: CallDetail): Happening[] {
  const caller = { kind: 'caller' } as const
  const all: Happening[] = [
    { key: 'arrived', at: call.startedAt, lastedMs: null, party: caller, what: 'arrived' },
    ...call.offers.map(offerLine),
    ...legLines(call),
    ...call.legs.flatMap(holdLines),
  ]
  if (call.endedAt) {
    const lastedMs = span(call.startedAt, call.endedAt)
    all.push({ key: 'ended', at: call.endedAt, lastedMs, party: caller, what: 'ended' })
  }
  // Sorting is stable: what happens in one moment stays in the order given above.
  return all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}

function offerLine(offer: CallDetail['offers'][number], index: number): Happening {
  return {
    key: `offer-${index}`,
    at: offer.madeAt,
    lastedMs: span(offer.madeAt, offer.endedAt),
    party: { kind: 'agent', name: offer.agent.name },
    what: 'offer',
    queue: offer.queue.name,
    result: offer.result,
  }
}

function holdLines(leg: CallDetail['legs'][number]): Happening[] {
  if (!leg.agent) return []
  const party = { kind: 'agent', name: leg.agent.name } as const
  return leg.intervals
    .filter(({ kind }) => kind === 'hold')
    .map(({ from, to }) => ({
      key: `${leg.id}-hold-${from}`,
      at: from,
      lastedMs: span(from, to ?? leg.endedAt),
      party,
      what: 'held',
    }))
}

function legLines(call: CallDetail): Happening[] {
  const callersLeg = call.legs.find(({ party }) => party === 'external')?.id
  return call.legs.flatMap((leg): Happening[] => {
    if (leg.id === callersLeg) return []
    const party = leg.agent
      ? ({ kind: 'agent', name: leg.agent.name } as const)
      : ({ kind: leg.party === 'service' ? 'service' : 'external' } as const)
    const line = { key: leg.id, party }
    if (!leg.answeredAt) {
      // The offer already tells of an agent's leg that only rang.
      if (call.offers.some(({ agent }) => agent.id === leg.agent?.id)) return []
      const lastedMs = span(leg.startedAt, leg.endedAt)
      return [{ ...line, at: leg.startedAt, lastedMs, what: 'legEnded' }]
    }
    const answered = { ...line, at: leg.answeredAt, lastedMs: span(leg.answeredAt, leg.endedAt) }
    if (!leg.agent) return [{ ...answered, what: 'connected' }]
    if (!leg.endedAt) return [{ ...answered, what: 'talkingNow' }]
    return leg.holdMs > 0
      ? [{ ...answered, what: 'talkedWithHold', holdMs: leg.holdMs }]
      : [{ ...answered, what: 'talked' }]
  })
}
