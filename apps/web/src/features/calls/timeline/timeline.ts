import type { CallDetail } from '@callfloor/contracts'
import { callersHolds, type Leg } from './holds.ts'

/**
 * What a stretch of a line stands for. `refused`: rang, and this party did not answer; `withdrawn`:
 * rang until the caller left or another answered.
 */
export type Phase =
  | 'waiting'
  | 'ringing'
  | 'refused'
  | 'withdrawn'
  | 'talking'
  | 'held'
  | 'connected'
export type Stretch = { phase: Phase; from: number; to: number }
/** One line of the picture: a party and its stretches, in milliseconds since the call began. */
export type Lane = {
  key: string
  party: { kind: 'caller' | 'external' | 'service' } | { kind: 'agent'; name: string }
  stretches: Stretch[]
}
export type Timeline = { totalMs: number; lanes: Lane[] }

/**
 * Lays a call out on one scale: the caller first, then every agent in the order they were rung,
 * then the other parties.
 * @param now for what has not ended yet, milliseconds since 1970 UTC
 */
export function timelineOf(call: CallDetail, now: number): Timeline {
  const start = Date.parse(call.startedAt)
  const end = Math.max(start, call.endedAt ? Date.parse(call.endedAt) : now, ...endings(call))
  const scale: Scale = {
    at: (iso) => Math.min(Math.max(Date.parse(iso) - start, 0), end - start),
    end: end - start,
  }
  const lanes = [callerLane(call, scale), ...agentLanes(call, scale), ...otherLanes(call, scale)]
  return { totalMs: end - start, lanes: lanes.filter(({ stretches }) => stretches.length > 0) }
}

type Scale = { at: (iso: string) => number; end: number }

/** A leg may outlast what the call's own line says by some milliseconds. */
const endings = (call: CallDetail): number[] =>
  [...call.legs, ...call.offers].flatMap(({ endedAt }) => (endedAt ? [Date.parse(endedAt)] : []))

function stretch(phase: Phase, from: string, to: string | null, scale: Scale): Stretch[] {
  const [start, end] = [scale.at(from), to ? scale.at(to) : scale.end]
  return end > start ? [{ phase, from: start, to: end }] : []
}

function callerLane(call: CallDetail, scale: Scale): Lane {
  const until = call.answeredAt ?? call.endedAt
  return {
    key: 'caller',
    party: { kind: 'caller' },
    stretches: [...stretch('waiting', call.startedAt, until, scale), ...callerTalk(call, scale)],
  }
}

/** The caller is heard from the answer to the end, but for when everybody held them. */
function callerTalk(call: CallDetail, scale: Scale): Stretch[] {
  if (!call.answeredAt) return []
  const [talk] = stretch('talking', call.answeredAt, call.endedAt, scale)
  if (!talk) return []
  const stretches: Stretch[] = []
  let from = talk.from
  for (const hold of callersHolds(call.legs, scale.end + Date.parse(call.startedAt))) {
    const [start, end] = [hold.from, hold.to].map((at) =>
      Math.min(Math.max(at - Date.parse(call.startedAt), from), talk.to),
    ) as [number, number]
    if (end <= start) continue
    if (start > from) stretches.push({ phase: 'talking', from, to: start })
    stretches.push({ phase: 'held', from: start, to: end })
    from = end
  }
  return talk.to > from ? [...stretches, { phase: 'talking', from, to: talk.to }] : stretches
}

/** What a connected leg did; where the record has no intervals, it talked all along. */
function legTalk(leg: Leg, scale: Scale): Stretch[] {
  if (!leg.answeredAt) return []
  if (leg.intervals.length === 0) return stretch('talking', leg.answeredAt, leg.endedAt, scale)
  return leg.intervals.flatMap(({ kind, from, to }) =>
    stretch(kind === 'hold' ? 'held' : 'talking', from, to ?? leg.endedAt, scale),
  )
}

function agentLanes(call: CallDetail, scale: Scale): Lane[] {
  const lanes = new Map<string, Lane>()
  const laneOf = (agent: { id: string; name: string }): Lane => {
    const known = lanes.get(agent.id)
    if (known) return known
    const lane: Lane = { key: agent.id, party: { kind: 'agent', name: agent.name }, stretches: [] }
    lanes.set(agent.id, lane)
    return lane
  }
  const offers = [...call.offers].sort((a, b) => Date.parse(a.madeAt) - Date.parse(b.madeAt))
  for (const { agent, madeAt, endedAt, result } of offers) {
    laneOf(agent).stretches.push(...stretch(phaseOf(result), madeAt, endedAt, scale))
  }
  for (const leg of call.legs) {
    if (!leg.agent) continue
    const lane = laneOf(leg.agent)
    const offered = call.offers.some(({ agent }) => agent.id === leg.agent?.id)
    // An offer already drew the ringing of this leg.
    if (!offered) {
      const phase = leg.answeredAt || !leg.endedAt ? 'ringing' : 'refused'
      lane.stretches.push(...stretch(phase, leg.startedAt, leg.answeredAt ?? leg.endedAt, scale))
    }
    lane.stretches.push(...legTalk(leg, scale))
  }
  for (const lane of lanes.values()) lane.stretches.sort((a, b) => a.from - b.from)
  return [...lanes.values()]
}

function phaseOf(result: CallDetail['offers'][number]['result']): Phase {
  if (result === 'withdrawn') return 'withdrawn'
  return result === 'missed' || result === 'rejected' ? 'refused' : 'ringing'
}

/** Parties besides the caller: the caller's own leg is the first external one of a call in. */
function otherLanes(call: CallDetail, scale: Scale): Lane[] {
  const callersLeg = call.legs.find(({ party }) => party === 'external')?.id
  return call.legs.flatMap((leg) => {
    if (leg.party === 'agent' || leg.id === callersLeg) return []
    const rang = leg.answeredAt ?? leg.endedAt
    const lane: Lane = {
      key: leg.id,
      party: { kind: leg.party },
      stretches: [
        ...stretch(leg.answeredAt ? 'ringing' : 'refused', leg.startedAt, rang, scale),
        ...(leg.answeredAt ? stretch('connected', leg.answeredAt, leg.endedAt, scale) : []),
      ],
    }
    return [lane]
  })
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400]

/** Round places for the scale's figures, at most `most` of them, in milliseconds. */
export function ticksOf(totalMs: number, most = 6): number[] {
  const step = (steps.find((seconds) => totalMs / (seconds * 1000) <= most) ?? 14_400) * 1000
  return Array.from({ length: Math.floor(totalMs / step) + 1 }, (_, index) => index * step)
}
