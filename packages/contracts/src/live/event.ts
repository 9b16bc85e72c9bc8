import { z } from 'zod'
import { id, instant } from '../primitives.ts'
import { liveAgent, liveCall, liveQueue, liveState } from './state.ts'

/** One change of the live state: always the whole entity, so that applying it twice is harmless. */
export const liveEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('agentChanged'), agent: liveAgent }),
  z.object({ type: z.literal('queueChanged'), queue: liveQueue }),
  z.object({ type: z.literal('callChanged'), call: liveCall }),
  z.object({ type: z.literal('callEnded'), callId: id }),
  /** The call log has this call, or has it more completely than before. */
  z.object({ type: z.literal('callRecorded'), callId: id }),
  z.object({ type: z.literal('telephonyChanged'), telephony: z.enum(['up', 'down']) }),
])
export type LiveEvent = z.infer<typeof liveEvent>

/**
 * What the server sends as `event`. `seq` grows by one within an `epoch` (one run of the server);
 * a gap or another epoch means: ask for a snapshot. `at` is the server's time.
 */
export const liveMessage = z.object({
  epoch: z.string(),
  seq: z.number().int(),
  at: instant,
  event: liveEvent,
})
export type LiveMessage = z.infer<typeof liveMessage>

export const liveSnapshot = z.object({
  epoch: z.string(),
  seq: z.number().int(),
  at: instant,
  state: liveState,
})
export type LiveSnapshot = z.infer<typeof liveSnapshot>

/** socket.io path and the events on it. */
export const livePath = '/live'
export type ServerToClient = {
  snapshot: (snapshot: LiveSnapshot) => void
  /** One or more messages, in order: what one turn of the server made shares a frame. */
  event: (...messages: LiveMessage[]) => void
}
export type ClientToServer = {
  /** Asks for the whole state anew, after a gap. */
  resync: (answer: (snapshot: LiveSnapshot) => void) => void
}
