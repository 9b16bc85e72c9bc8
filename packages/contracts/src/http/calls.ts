import { oc } from '@orpc/contract'
import { z } from 'zod'
import { leadSummary } from '../live/state.ts'
import { id, instant } from '../primitives.ts'

const tags = ['Calls']
const party = z.object({ id, name: z.string() })

export const outcome = z.enum([
  'answered',
  'abandoned',
  'timedOut',
  'empty',
  'full',
  'keyPressed',
  'unavailable',
  'unanswered',
  'cut',
])

/** A line of the call log. */
export const callRow = z.object({
  id,
  direction: z.enum(['inbound', 'outbound', 'internal']),
  callerNumber: z.string(),
  callerName: z.string(),
  dialled: z.string(),
  queue: party.nullable(),
  agent: party.nullable(),
  lead: leadSummary.nullable(),
  startedAt: instant,
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** Null while the call goes on. */
  outcome: outcome.nullable(),
  waitedMs: z.number().nullable(),
  talkMs: z.number(),
  holdMs: z.number(),
  disposition: z.string().nullable(),
  hasRecording: z.boolean(),
})
export type CallRow = z.infer<typeof callRow>

export const callLeg = z.object({
  id: z.string(),
  party: z.enum(['agent', 'external', 'service']),
  agent: party.nullable(),
  startedAt: instant,
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** ITU-T Q.850. */
  cause: z.number().nullable(),
  talkMs: z.number(),
  holdMs: z.number(),
  /** Talk and hold follow each other while the leg is connected; an open one goes on. */
  intervals: z.array(
    z.object({ kind: z.enum(['talk', 'hold']), from: instant, to: instant.nullable() }),
  ),
})
export const callOffer = z.object({
  agent: party,
  queue: party,
  madeAt: instant,
  endedAt: instant.nullable(),
  result: z.enum(['answered', 'missed', 'rejected', 'withdrawn']).nullable(),
})
export const recording = z.object({
  id,
  state: z.enum(['encoding', 'ready', 'failed']),
  durationMs: z.number().nullable(),
  bytes: z.number().nullable(),
  sha256: z.string().nullable(),
  /** Where it plays; null unless it is ready and the viewer may hear it. */
  path: z.string().nullable(),
})
export const callNote = z.object({
  author: party,
  text: z.string(),
  changedAt: instant,
})
export const callDetail = callRow.extend({
  legs: z.array(callLeg),
  offers: z.array(callOffer),
  notes: z.array(callNote),
  recordings: z.array(recording),
  dispositionId: id.nullable(),
})
export type CallDetail = z.infer<typeof callDetail>

export const disposition = z.object({
  id,
  name: z.string(),
  tone: z.enum(['good', 'neutral', 'bad']),
})
export type Disposition = z.infer<typeof disposition>

export const noteMaxLength = 20_000

export const callsContract = {
  list: oc
    .route({ method: 'GET', path: '/calls', tags })
    .input(
      z.object({
        /** Only calls the asker took part in; AGENT never sees others. */
        mine: z.stringbool().default(false),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        /** `next` of the page before. */
        before: z.string().max(200).optional(),
      }),
    )
    .output(z.object({ calls: z.array(callRow), next: z.string().nullable() })),
  get: oc
    .route({ method: 'GET', path: '/calls/{callId}', tags })
    .input(z.object({ callId: id }))
    .output(callDetail),
  /** The asker's own note on the call, whole; the last write wins for one author. */
  saveNote: oc
    .route({ method: 'PUT', path: '/calls/{callId}/note', tags })
    .input(z.object({ callId: id, text: z.string().max(noteMaxLength) }))
    .output(z.object({ changedAt: instant })),
  /** Sets the call's outcome and ends the asker's wrap-up for it. */
  setDisposition: oc
    .route({ method: 'PUT', path: '/calls/{callId}/disposition', tags })
    .input(z.object({ callId: id, dispositionId: id }))
    .output(z.object({ disposition })),
  dispositions: oc
    .route({ method: 'GET', path: '/dispositions', tags })
    .output(z.object({ dispositions: z.array(disposition) })),
}
