import type { CallEvent, LinkedId, TenantId } from '@callfloor/domain'
import type { AmiEvent, AmiEventName, AmiEventOf } from '../ami/events/reader.ts'
import { QUEUE_LEFT_EVENT } from '../config/dialplan.ts'
import { agentOfInterface, dialledOf, leaveReasonOf, partyOf } from './names.ts'

/** A call event and the conversation it belongs to. */
export type Translated = {
  /** Asterisk's Linkedid at that moment. */
  linkedId: LinkedId
  /** The channel's accountcode; '' where the event does not carry it. */
  tenantId: TenantId
  event: CallEvent
}

type ChannelEvent = { at: number; Uniqueid: string; Linkedid: string; AccountCode: string }
type Interpreters = { [E in AmiEventName]?: (event: AmiEventOf<E>) => Translated[] }

const RINGING = 5
const UP = 6
/** Q.850: 17 user busy, 21 call rejected. */
const REJECTING = new Set([17, 21])

const interpreters: Interpreters = {
  Newchannel: (e) =>
    one(e, {
      type: 'legStarted',
      at: e.at,
      legId: e.Uniqueid,
      linkedId: e.Linkedid,
      party: partyOf(e.Channel),
      callerNumber: e.CallerIDNum,
      callerName: e.CallerIDName,
      dialled: dialledOf(e.Exten),
    }),
  Newstate: (e) => {
    if (e.ChannelState === RINGING) return leg(e, 'legRinging')
    return e.ChannelState === UP ? leg(e, 'legAnswered') : []
  },
  BridgeEnter: (e) =>
    one(e, { type: 'legBridged', at: e.at, legId: e.Uniqueid, bridgeId: e.BridgeUniqueid }),
  BridgeLeave: (e) =>
    one(e, { type: 'legUnbridged', at: e.at, legId: e.Uniqueid, bridgeId: e.BridgeUniqueid }),
  Hold: (e) => leg(e, 'legHeld'),
  Unhold: (e) => leg(e, 'legResumed'),
  // app_queue reports a reject as no answer, and before the leg's Hangup: only this comes first.
  HangupRequest: (e) => {
    const rejected =
      e.ChannelState !== UP && REJECTING.has(e.Cause) && agentOfInterface(e.Channel) !== undefined
    return rejected ? ended(e, e.Cause) : []
  },
  Hangup: (e) => ended(e, e.Cause),
  QueueCallerJoin: (e) =>
    one(e, { type: 'queueJoined', at: e.at, legId: e.Uniqueid, queueId: e.Queue }),
  UserEvent: (e) => {
    const reason = e.UserEvent === QUEUE_LEFT_EVENT ? leaveReasonOf(e.Status) : undefined
    if (reason === undefined || e.Uniqueid === '') return []
    return one(e, { type: 'queueLeft', at: e.at, legId: e.Uniqueid, queueId: e.Queue, reason })
  },
  AgentRingNoAnswer: (e) => {
    const agentId = agentOfInterface(e.Interface)
    return agentId === undefined
      ? []
      : one(e, { type: 'offerMissed', at: e.at, legId: e.Uniqueid, agentId })
  },
}

/** What an AMI event says about a call: none, one or more call events. Pure. */
export function translateAmi(event: AmiEvent): Translated[] {
  const interpret = interpreters[event.event] as ((e: AmiEvent) => Translated[]) | undefined
  return interpret?.(event) ?? []
}

function leg(e: ChannelEvent, type: 'legRinging' | 'legAnswered' | 'legHeld' | 'legResumed') {
  return one(e, { type, at: e.at, legId: e.Uniqueid })
}

function ended(e: ChannelEvent, cause: number): Translated[] {
  return one(e, { type: 'legEnded', at: e.at, legId: e.Uniqueid, cause })
}

function one(e: Omit<ChannelEvent, 'at'>, event: CallEvent): Translated[] {
  return [{ linkedId: e.Linkedid, tenantId: e.AccountCode, event }]
}
