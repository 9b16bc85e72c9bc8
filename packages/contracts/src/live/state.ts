import { chosenStatuses } from '@callfloor/domain'
import { z } from 'zod'
import { id, instant } from '../primitives.ts'

export const shownStatus = z.enum([...chosenStatuses, 'ringing', 'onCall', 'held', 'wrapUp'])

/** An agent as the floor sees them. `since` is when `shown` began. */
export const liveAgent = z.object({
  id,
  name: z.string(),
  /** Null while logged out. */
  sessionId: id.nullable(),
  chosen: z.enum(chosenStatuses),
  reason: z.string().nullable(),
  shown: shownStatus,
  since: instant,
  callId: id.nullable(),
  queueId: id.nullable(),
  /** While in wrap-up: when it ends by itself. */
  wrapUpUntil: instant.nullable(),
  /** The softphone that may carry this agent's calls; null while there is none. */
  leaseId: z.string().nullable(),
  /** Whether that softphone is registered with Asterisk. */
  registered: z.boolean(),
})
export type LiveAgent = z.infer<typeof liveAgent>

export const waitingCaller = z.object({
  callId: id,
  callerNumber: z.string(),
  joinedAt: instant,
})

export const liveQueue = z.object({
  id,
  name: z.string(),
  waiting: z.array(waitingCaller),
  /** Members who would be rung for the next caller. */
  availableMembers: z.number().int(),
  members: z.number().int(),
})
export type LiveQueue = z.infer<typeof liveQueue>

export const leadSummary = z.object({
  id,
  name: z.string(),
  company: z.string().nullable(),
})
export type LeadSummary = z.infer<typeof leadSummary>

/** A call that is going on. */
export const liveCall = z.object({
  id,
  /** Asterisk's Linkedid, which the INVITE carries in `X-Callfloor-Linkedid`. */
  linkedId: z.string(),
  direction: z.enum(['inbound', 'outbound', 'internal']),
  state: z.enum(['ringing', 'queued', 'offered', 'connected']),
  callerNumber: z.string(),
  callerName: z.string(),
  queueId: id.nullable(),
  startedAt: instant,
  joinedAt: instant.nullable(),
  answeredAt: instant.nullable(),
  held: z.boolean(),
  /** Agents rung or connected now. */
  agentIds: z.array(id),
  lead: leadSummary.nullable(),
})
export type LiveCall = z.infer<typeof liveCall>

/** All that one viewer may see, as of `seq`. */
export const liveState = z.object({
  agents: z.array(liveAgent),
  queues: z.array(liveQueue),
  calls: z.array(liveCall),
  /** Whether the API hears Asterisk. Calls go on while it does not. */
  telephony: z.enum(['up', 'down']),
})
export type LiveState = z.infer<typeof liveState>
