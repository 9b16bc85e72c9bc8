import { addOnce, countValue, GENERATED, idValue, section, soundValue } from './values.ts'

/** All of app_queue's strategies; `leastrecent` serves the longest idle agent first. */
export const queueStrategies = [
  'leastrecent',
  'ringall',
  'fewestcalls',
  'random',
  'rrmemory',
  'rrordered',
  'linear',
  'wrandom',
] as const
export type QueueStrategy = (typeof queueStrategies)[number]

export type QueueConfig = {
  id: string
  tenantId: string
  strategy: QueueStrategy
  /** How long one agent rings, 5–120 s. */
  ringSeconds: number
  /** Queues of higher weight are served first, 0–100. */
  weight: number
  /** After this wait the caller hears `timeoutPrompt` and is hung up, 5–86400 s. */
  maxWaitSeconds: number
  /** Most callers waiting at once; 0 is no limit. */
  maxWaiting?: number
  /**
   * `immediately`: answered at once, music while waiting. `whenAgentAnswers`: the caller
   * hears ringing and is not charged until an agent is there.
   */
  answerMode: 'immediately' | 'whenAgentAnswers'
  /** The agent is paused at the connection, for the API to end; 0 leaves her available. */
  wrapUpSeconds: number
  recorded: boolean
  /** Sound after a wait too long or a full queue; default `please-try-call-later`. */
  timeoutPrompt?: string
  /** Music class; default `default`. */
  music?: string
}

/**
 * Text of the generated queues.conf. Members are not in it: they come and go by AMI. Throws
 * `configValueUnsafe`, `configDuplicate`.
 */
export function writeQueues(queues: readonly QueueConfig[]): string {
  const ids = new Set<string>()
  return [
    GENERATED,
    ...queues.map((queue) => {
      addOnce(ids, 'queue', queue.id)
      return writeQueue(queue)
    }),
  ].join('\n')
}

function writeQueue(queue: QueueConfig): string {
  return section(idValue('queue id', queue.id), {
    strategy: idValue('queue strategy', queue.strategy),
    timeout: countValue('ring time', queue.ringSeconds, 5, 120),
    // Also how soon a waiting caller notices an agent who became free.
    retry: '1',
    weight: countValue('queue weight', queue.weight, 0, 100),
    maxlen: countValue('queue limit', queue.maxWaiting ?? 0, 0, 10_000),
    musicclass: soundValue('music class', queue.music ?? 'default'),
    autofill: 'yes',
    ringinuse: 'no',
    setinterfacevar: 'yes',
    joinempty: 'yes',
    leavewhenempty: 'no',
    // Wrap-up is ours: app_queue's has no event and is lost on some transfers.
    wrapuptime: '0',
    autopause: 'no',
    memberdelay: '0',
    timeoutpriority: 'app',
    'announce-frequency': '0',
    'announce-holdtime': 'no',
    'announce-position': 'no',
    'periodic-announce-frequency': '0',
    reportholdtime: 'no',
  })
}
