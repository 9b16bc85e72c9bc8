import type { AmiMessage } from './message.ts'

export type EventConsumer = (event: AmiMessage) => void | Promise<void>

export type EventQueueOptions = {
  consume: EventConsumer
  /** Past this many waiting events the source is asked to pause. */
  highWater: number
  /** Past this many events, or `hardLimitBytes` of text, the connection has to be given up. */
  hardLimit: number
  hardLimitBytes: number
  onPause: () => void
  onResume: () => void
  onOverflow: () => void
  onConsumerError: (error: unknown, event: AmiMessage) => void
}

export type EventQueue = {
  push(event: AmiMessage): void
  clear(): void
  /** Resolves once every event pushed before this call has been handled or cleared. */
  idle(): Promise<void>
  readonly length: number
  /** Milliseconds between the arrival of the event last handed over and its hand-over. */
  readonly lagMs: number
  readonly maxLagMs: number
}

/** Hands events to one consumer, in order, one at a time, with bounded memory. */
export function createEventQueue(options: EventQueueOptions): EventQueue {
  let waiting: AmiMessage[] = []
  let head = 0
  let bytes = 0
  let running = false
  let paused = false
  let lagMs = 0
  let maxLagMs = 0
  let pushed = 0
  let handled = 0
  let idlers: { at: number; resolve: () => void }[] = []
  const length = () => waiting.length - head

  async function run(): Promise<void> {
    running = true
    // The consumer never runs inside the socket's own callback.
    await undefined
    while (head < waiting.length) {
      const event = waiting[head] as AmiMessage
      head += 1
      bytes -= event.text.length
      if (head > 4096) {
        waiting = waiting.slice(head)
        head = 0
      }
      lagMs = Math.max(0, Date.now() - event.receivedAt)
      if (lagMs > maxLagMs) maxLagMs = lagMs
      try {
        const done = options.consume(event)
        if (done !== undefined) await done
      } catch (error) {
        options.onConsumerError(error, event)
      }
      handled += 1
      if (idlers.length > 0) settle()
      if (paused && length() <= options.highWater / 2) {
        paused = false
        options.onResume()
      }
    }
    waiting = []
    head = 0
    handled = pushed
    running = false
    settle()
  }

  function settle(): void {
    const done = idlers.filter((idler) => idler.at <= handled)
    idlers = idlers.filter((idler) => idler.at > handled)
    for (const idler of done) idler.resolve()
  }

  return {
    push(event) {
      waiting.push(event)
      pushed += 1
      bytes += event.text.length
      if (length() > options.hardLimit || bytes > options.hardLimitBytes) {
        options.onOverflow()
        return
      }
      if (!paused && length() > options.highWater) {
        paused = true
        options.onPause()
      }
      if (!running) void run()
    },
    clear() {
      // The one being handled now, if any, is counted when it is done.
      handled = running ? pushed - 1 : pushed
      waiting = []
      head = 0
      bytes = 0
      paused = false
    },
    idle() {
      if (!running) return Promise.resolve()
      return new Promise((resolve) => idlers.push({ at: pushed, resolve }))
    },
    get length() {
      return length()
    },
    get lagMs() {
      return lagMs
    },
    get maxLagMs() {
      return maxLagMs
    },
  }
}
