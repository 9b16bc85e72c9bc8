import type { QueueConfig } from './queues.ts'
import { NOWHERE_CONTEXT, trunkName } from './trunks.ts'
import {
  addOnce,
  countValue,
  GENERATED,
  idValue,
  numberValue,
  pathValue,
  soundValue,
} from './values.ts'

export type NumberConfig = {
  /** E.164 with its plus; the trunk may also deliver it without. */
  number: string
  tenantId: string
  trunkId: string
  route: { type: 'queue'; queueId: string }
}

export type DialplanConfig = {
  trunks: readonly { id: string; tenantId: string }[]
  numbers: readonly NumberConfig[]
  queues: readonly QueueConfig[]
  /** Absolute folder for raw recordings, `<linkedid>.wav`. */
  recordingsDir: string
  /** Longest call, DECISIONS.md: 4 h. */
  maxCallSeconds?: number
}

/** Dialplan context in which a queue is entered at `s,1`. */
export const queueContext = (queueId: string): string => `queue-${queueId}`
/** Context of the agents' endpoints. */
export const AGENTS_CONTEXT = 'agents'
/** Pause reason set at the connection; the API ends it with the wrap-up. */
export const WRAP_UP_REASON = 'wrap-up'
/** Headers of the INVITE to an agent. */
export const LINKEDID_HEADER = 'X-Callfloor-Linkedid'
export const QUEUE_HEADER = 'X-Callfloor-Queue'
/** Names of the CEL USER_DEFINED events the dialplan writes; the extra text is the queue id. */
export const celUserEvents = {
  /** On the caller's channel, just before Queue(). */
  queued: 'CALLFLOOR_QUEUED',
  /** On the caller's channel, when Queue() gave her back; extra is `<queueId> <QUEUESTATUS>`. */
  left: 'CALLFLOOR_LEFT',
  /** On the agent's channel, before it is dialled. */
  offered: 'CALLFLOOR_OFFERED',
  /** On the agent's channel, answered and about to hear the caller. */
  connected: 'CALLFLOOR_CONNECTED',
} as const
/** AMI UserEvent for a call to a number nobody has; header `Number`. */
export const UNKNOWN_NUMBER_EVENT = 'CallfloorUnknownNumber'
/** AMI UserEvent when Queue() gave a caller back; headers `Queue` and `Status`. */
export const QUEUE_LEFT_EVENT = 'CallfloorQueueLeft'

/**
 * Text of the generated extensions.conf: per trunk its numbers, per queue its context, and the
 * subroutines around an offer. Nothing a caller sends stands in an argument unfiltered; nothing
 * a tenant typed stands in it at all, only ids and numbers. Throws `configValueUnsafe`,
 * `configDuplicate`.
 */
export function writeDialplan(config: DialplanConfig): string {
  const recordingsDir = pathValue('recordings folder', config.recordingsDir)
  const maxCall = countValue('longest call', config.maxCallSeconds ?? 4 * 3600, 60, 86_400)
  const trunkIds = new Set<string>()
  const queueIds = new Set<string>()
  for (const trunk of config.trunks) addOnce(trunkIds, 'trunk', trunk.id)
  for (const queue of config.queues) addOnce(queueIds, 'queue', queue.id)
  return [
    GENERATED,
    ...config.trunks.map((trunk) =>
      writeTrunkContext(
        trunk,
        config.numbers.filter((number) => number.trunkId === trunk.id),
        queueIds,
        maxCall,
      ),
    ),
    ...config.queues.map((queue) => writeQueueContext(queue, recordingsDir)),
    OFFER,
    ...CONNECTED,
    withUnknown(context(AGENTS_CONTEXT, [])),
    context(UNKNOWN_CONTEXT, unknownNumbers()),
    context(NOWHERE_CONTEXT, []),
  ].join('\n')
}

/** A dialplan expression: `${…}`. */
const value = (expression: string): string => `\${${expression}}`

function context(name: string, extensions: readonly (readonly string[])[]): string {
  const lines = [`[${name}]`]
  for (const [exten, first, ...rest] of extensions) {
    lines.push(`exten => ${exten},1,${first}`)
    for (const step of rest) {
      // A step may carry a label: `(name)App()`.
      const label = /^\([a-z]+\)/.exec(step)?.[0] ?? ''
      lines.push(` same => n${label},${step.slice(label.length)}`)
    }
  }
  return `${lines.join('\n')}\n`
}

/** Contexts that end here include this one: any number nobody has. */
const UNKNOWN_CONTEXT = 'callfloor-unknown'
const withUnknown = (text: string): string => `${text}include => ${UNKNOWN_CONTEXT}\n`

// Hangup(1), unallocated number, is SIP 404 to the carrier (RFC 3398). The patterns take digits
// only, each length on its own: "." and "!" would also match a line break, which then stood raw
// in AMI and in the logs. Anything else dialled gets 404 from PJSIP and never becomes a channel.
function unknownNumbers(): string[][] {
  const dialled = value(`FILTER(+0-9,${value('EXTEN')})`)
  const lengths = Array.from({ length: 20 }, (_, index) => index + 1)
  const patterns = lengths.flatMap((n) => [`_${'X'.repeat(n)}`, `_+${'X'.repeat(n)}`])
  return patterns.map((pattern) => [
    pattern,
    `UserEvent(${UNKNOWN_NUMBER_EVENT},Number: ${dialled})`,
    'Hangup(1)',
  ])
}

function writeTrunkContext(
  trunk: DialplanConfig['trunks'][number],
  numbers: readonly NumberConfig[],
  queueIds: ReadonlySet<string>,
  maxCall: string,
): string {
  const seen = new Set<string>()
  const extensions: string[][] = []
  for (const entry of numbers) {
    const number = numberValue('number', entry.number)
    addOnce(seen, 'number', number)
    // A route to a queue that is gone is an unknown number, not a broken dialplan.
    if (!queueIds.has(entry.route.queueId)) continue
    const tenantId = idValue('tenant id', entry.tenantId)
    // A trunk shared by tenants: the number decides whose call it is.
    const shared =
      entry.tenantId === trunk.tenantId ? [] : [`Set(CHANNEL(accountcode)=${tenantId})`]
    extensions.push([
      number,
      ...shared,
      `Set(__CALLFLOOR_TENANT=${tenantId})`,
      `Set(__CALLFLOOR_NUMBER=${number})`,
      `Set(TIMEOUT(absolute)=${maxCall})`,
      `Goto(${queueContext(idValue('queue id', entry.route.queueId))},s,1)`,
    ])
    extensions.push([number.slice(1), `Goto(${number},1)`])
  }
  return withUnknown(context(trunkName(idValue('trunk id', trunk.id)), extensions))
}

function writeQueueContext(queue: QueueConfig, recordingsDir: string): string {
  const id = idValue('queue id', queue.id)
  const rings = queue.answerMode === 'whenAgentAnswers'
  const maxWait = countValue('longest wait', queue.maxWaitSeconds, 5, 86_400)
  const prompt = soundValue('prompt', queue.timeoutPrompt ?? 'please-try-call-later')
  // i: members forward no calls · r: ringing instead of music · b: see callfloor-offer.
  const offer = `b(callfloor-offer^s^1(\${CHANNEL(linkedid)}^${id}))`
  const connected = queue.wrapUpSeconds > 0 ? 'callfloor-connected-wrapup' : 'callfloor-connected'
  const recording = [
    // Back in a queue, the recording that began in the first one goes on.
    `GotoIf($["${value('CALLFLOOR_RECORDING')}" != ""]?recorded)`,
    `Set(CALLFLOOR_RECORDING=${recordingsDir}/\${FILTER(A-Za-z0-9._\\-,\${CHANNEL(linkedid)})}.wav)`,
    `MixMonitor(${value('CALLFLOOR_RECORDING')},bi(CALLFLOOR_MIXMONITOR))`,
  ]
  return context(queueContext(id), [
    [
      's',
      `Set(__CALLFLOOR_QUEUE=${id})`,
      ...(rings ? ['Ringing()'] : ['Answer(,i)']),
      ...(queue.recorded ? recording : []),
      `(recorded)CELGenUserEvent(${celUserEvents.queued},${id})`,
      `Queue(${id},i${rings ? 'r' : ''}${offer},,,${maxWait},,${connected})`,
      `CELGenUserEvent(${celUserEvents.left},${id} \${QUEUESTATUS})`,
      `UserEvent(${QUEUE_LEFT_EVENT},Queue: ${id},Status: \${QUEUESTATUS})`,
      `Playback(${prompt}${rings ? ',noanswer' : ''})`,
      // 19, no answer: to a carrier whose call was never answered.
      `Hangup(${rings ? 19 : 16})`,
    ],
  ])
}

const OFFER = context('callfloor-offer', [
  [
    's',
    `Set(PJSIP_HEADER(add,${LINKEDID_HEADER})=\${ARG1})`,
    `Set(PJSIP_HEADER(add,${QUEUE_HEADER})=\${ARG2})`,
    // The caller is told the number she dialled, never the agent's own name.
    `Set(CALLERID(num)=${value('CALLFLOOR_NUMBER')})`,
    `CELGenUserEvent(${celUserEvents.offered},\${ARG2})`,
    'Return()',
  ],
])

// Runs on the agent's channel before the two hear each other: the pause is set by Asterisk
// itself, so no next call slips in before the wrap-up, whatever the API does.
const CONNECTED = [
  context('callfloor-connected', [
    ['s', `CELGenUserEvent(${celUserEvents.connected},\${CALLFLOOR_QUEUE})`, 'Return()'],
  ]),
  context('callfloor-connected-wrapup', [
    [
      's',
      `CELGenUserEvent(${celUserEvents.connected},\${CALLFLOOR_QUEUE})`,
      `PauseQueueMember(,\${MEMBERINTERFACE},,${WRAP_UP_REASON})`,
      'Return()',
    ],
  ]),
]
