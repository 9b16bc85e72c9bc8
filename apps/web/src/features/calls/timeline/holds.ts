import type { CallDetail } from '@callfloor/contracts'

export type Leg = CallDetail['legs'][number]
type Span = { from: number; to: number }

/**
 * When the caller was on hold: an agent held them, and no other agent talked to them meanwhile.
 * @param until when what has not ended yet is taken to end; all in milliseconds since 1970 UTC
 */
export function callersHolds(legs: readonly Leg[], until: number): Span[] {
  const agents = legs.filter(({ party }) => party === 'agent')
  const spans = (kind: 'talk' | 'hold') =>
    agents.flatMap((leg) =>
      leg.intervals
        .filter((interval) => interval.kind === kind)
        .map(({ from, to }) => ({ from: Date.parse(from), to: endOf(to ?? leg.endedAt, until) })),
    )
  return without(merged(spans('hold')), merged(spans('talk')))
}

const endOf = (at: string | null, until: number): number => (at === null ? until : Date.parse(at))

/** Overlapping and touching spans as one, in order. */
function merged(spans: readonly Span[]): Span[] {
  const whole: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = whole.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else whole.push({ ...span })
  }
  return whole
}

/** What is left of `spans` where `others` are cut out; both in order and without overlap. */
function without(spans: readonly Span[], others: readonly Span[]): Span[] {
  return spans.flatMap((span) => {
    const left: Span[] = []
    let { from } = span
    for (const other of others) {
      if (other.to <= from || other.from >= span.to) continue
      if (other.from > from) left.push({ from, to: other.from })
      from = other.to
    }
    return from < span.to ? [...left, { from, to: span.to }] : left
  })
}
