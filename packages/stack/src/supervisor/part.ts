/** The processes of a stack, in the order they start. */
export const partNames = ['postgres', 'asterisk', 'pstn', 'api', 'web', 'edge'] as const
export type PartName = (typeof partNames)[number]

/**
 *  stopped → starting → healthy ⇄ unhealthy
 *               ↑          │          │
 *               └─ waiting ←──────────┘      waiting: back-off before the next start
 *  (held: a fault test keeps the part as it is; its watchdog looks away)
 */
export type PartState = 'stopped' | 'starting' | 'healthy' | 'unhealthy' | 'waiting' | 'held'

/** How one process is started, watched and stopped. */
export type Part = {
  name: PartName
  /** Parts that must be healthy before the first start; a restart waits for nobody. */
  needs: PartName[]
  version: string
  /** Where it listens, for people. */
  address: string
  /**
   * Makes ready for a start: writes configuration, mends what a crash left. Called
   * before every start and never while the process runs.
   */
  prepare(): Promise<void>
  /** Argument vector, environment and folder of the process. */
  command(): { argv: string[]; env: Record<string, string>; cwd: string }
  /**
   * What the running process depends on besides its command (configuration files,
   * a build); a change restarts it at the next `up`.
   */
  fingerprint: string
  /** Resolves while the part works; a rejection says what is wrong. */
  probe(signal: AbortSignal): Promise<void>
  /** What the first start waits for, where that is more than `probe`. */
  ready?(signal: AbortSignal): Promise<void>
  /** The process that runs though its pid file is lost, if the part can tell. */
  findOrphan?(): number | undefined
  /** Runs once each time the part became healthy (new or adopted). */
  afterStart?(): Promise<void>
  stop: { signal: NodeJS.Signals; graceMs: number }
  /** How long the first healthy answer may take after a start, in ms. */
  startTimeoutMs: number
}

/** What is known of a part from outside. */
export type PartReport = {
  state: PartState
  version: string
  pid: number | null
  address: string
  restarts: number
  /** Why it is not healthy, or why it was last restarted. */
  reason: string | null
}
