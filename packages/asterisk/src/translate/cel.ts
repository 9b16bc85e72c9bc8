import type { CallEvent } from '@callfloor/domain'
import { celUserEvents } from '../config/dialplan.ts'
import { type CelLine, celExtra } from '../logs/cel-line.ts'
import type { Translated } from './ami.ts'
import { dialledOf, leaveReasonOf, partyOf } from './names.ts'

type Interpreter = (line: CelLine, at: number) => CallEvent | undefined

const interpreters: Readonly<Record<string, Interpreter>> = {
  CHAN_START: (line, at) => ({
    type: 'legStarted',
    at,
    legId: line.uniqueid,
    linkedId: line.linkedid,
    party: partyOf(line.channel),
    callerNumber: line.callerNumber,
    callerName: line.callerName,
    dialled: dialledOf(line.exten),
  }),
  ANSWER: (line, at) => ({ type: 'legAnswered', at, legId: line.uniqueid }),
  BRIDGE_ENTER: (line, at) => bridged('legBridged', line, at),
  BRIDGE_EXIT: (line, at) => bridged('legUnbridged', line, at),
  HANGUP: (line, at) => ({
    type: 'legEnded',
    at,
    legId: line.uniqueid,
    cause: Number(celExtra(line).hangupcause ?? 0) || 0,
  }),
  [celUserEvents.queued]: (line, at) => ({
    type: 'queueJoined',
    at,
    legId: line.uniqueid,
    queueId: userText(line),
  }),
  [celUserEvents.left]: (line, at) => {
    const [queueId = '', status = ''] = userText(line).split(' ')
    const reason = leaveReasonOf(status)
    return reason && { type: 'queueLeft', at, legId: line.uniqueid, queueId, reason }
  },
}

/**
 * What a CEL line says about a call; undefined for lines that say nothing new. Feed the lines
 * of one conversation in file order: times are whole milliseconds, order breaks their ties. Pure.
 */
export function translateCel(line: CelLine): Translated | undefined {
  // Asterisk ≥ 22.8 writes a user event's own name as its type, older ones USER_DEFINED.
  const name = line.eventType === 'USER_DEFINED' ? line.userEvent : line.eventType
  if (!Object.hasOwn(interpreters, name)) return undefined
  const event = interpreters[name]?.(line, Math.floor(line.atMicros / 1000))
  return event && { linkedId: line.linkedid, tenantId: line.accountcode, event }
}

function bridged(
  type: 'legBridged' | 'legUnbridged',
  line: CelLine,
  at: number,
): CallEvent | undefined {
  const bridgeId = celExtra(line).bridge_id
  return bridgeId === undefined ? undefined : { type, at, legId: line.uniqueid, bridgeId }
}

/** Text of CELGenUserEvent, which CEL wraps as `{"extra":"…"}`. */
const userText = (line: CelLine): string => celExtra(line).extra ?? ''
