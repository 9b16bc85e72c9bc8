import {
  apiPrefix,
  type CallDetail,
  type CallRow,
  callDetail,
  type Disposition,
} from '@callfloor/contracts'
import { z } from 'zod'
import type { CallRowOf, findParts } from './calls.repository.ts'

type Parts = Awaited<ReturnType<typeof findParts>>

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** Somebody or something that may have left since; the call keeps them. */
const party = (id: string | null, name: string | null, gone: string) =>
  id === null ? null : { id, name: name ?? gone }
const agentOf = (id: string | null, name: string | null) => party(id, name, 'Former agent')
const queueOf = (id: string | null, name: string | null) => party(id, name, 'Removed queue')

/** Intervals as the record keeps them: milliseconds since 1970 UTC. */
const storedIntervals = z.array(
  z.object({ kind: z.enum(['talk', 'hold']), from: z.number(), to: z.number().nullable() }),
)
const presentInterval = ({ kind, from, to }: z.infer<typeof storedIntervals>[number]) => ({
  kind,
  from: new Date(from).toISOString(),
  to: to === null ? null : new Date(to).toISOString(),
})

/** A line of the call log. */
export const presentCall = (row: CallRowOf): CallRow => ({
  id: row.id,
  direction: callDetail.shape.direction.parse(row.direction),
  callerNumber: row.caller_number,
  callerName: row.caller_name,
  dialled: row.dialled,
  queue: queueOf(row.queue_id, row.queue_name),
  agent: agentOf(row.agent_id, row.agent_name),
  lead:
    row.lead_id === null || row.lead_name === null
      ? null
      : { id: row.lead_id, name: row.lead_name, company: row.lead_company },
  startedAt: row.started_at.toISOString(),
  answeredAt: iso(row.answered_at),
  endedAt: iso(row.ended_at),
  outcome: callDetail.shape.outcome.parse(row.outcome),
  waitedMs: row.waited_ms,
  talkMs: row.talk_ms,
  holdMs: row.hold_ms,
  disposition: row.disposition_name,
  hasRecording: Boolean(row.has_recording),
})

/** A call with all that hangs on it; a recording has a path only for those who may hear it. */
export const presentDetail = (row: CallRowOf, parts: Parts, mayPlay: boolean): CallDetail => ({
  ...presentCall(row),
  dispositionId: row.disposition_id,
  legs: parts.legs.map((leg) => ({
    id: leg.leg_id,
    party: callDetail.shape.legs.element.shape.party.parse(leg.party),
    agent: agentOf(leg.agent_id, leg.agent_name),
    startedAt: leg.started_at.toISOString(),
    answeredAt: iso(leg.answered_at),
    endedAt: iso(leg.ended_at),
    cause: leg.cause,
    talkMs: leg.talk_ms,
    holdMs: leg.hold_ms,
    intervals: storedIntervals.parse(leg.intervals).map(presentInterval),
  })),
  offers: parts.offers.map((offer) => ({
    agent: { id: offer.agent_id, name: offer.agent_name ?? 'Former agent' },
    queue: { id: offer.queue_id, name: offer.queue_name ?? 'Removed queue' },
    madeAt: offer.made_at.toISOString(),
    endedAt: iso(offer.ended_at),
    result: callDetail.shape.offers.element.shape.result.parse(offer.result),
  })),
  notes: parts.notes.map((note) => ({
    author: { id: note.author_id, name: note.author_name },
    text: note.text,
    changedAt: note.changed_at.toISOString(),
  })),
  recordings: parts.recordings.map(({ id, state, duration_ms, bytes, sha256 }) => ({
    id,
    state: callDetail.shape.recordings.element.shape.state.parse(state),
    durationMs: duration_ms,
    bytes,
    sha256,
    path: mayPlay && state === 'ready' ? `${apiPrefix}/recordings/${id}/audio` : null,
  })),
})

export const presentDisposition = (row: {
  id: string
  name: string
  tone: string
}): Disposition => ({
  id: row.id,
  name: row.name,
  tone: row.tone === 'good' || row.tone === 'bad' ? row.tone : 'neutral',
})
