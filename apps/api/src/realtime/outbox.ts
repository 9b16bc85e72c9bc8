/** Holds what was published in one turn, and sends it stream by stream when the turn is over. */
export type Outbox<Stream, Message> = {
  add(stream: Stream, message: Message): void
  /** Sends what is held now: before a reader joins, so that nothing older reaches them later. */
  flush(): void
}

/**
 * A frame to each of hundreds of sockets costs far more than what is in it, and one act of
 * Asterisk's makes several messages: those of one turn share a frame.
 * @param later runs a function when the turn is over
 */
export function createOutbox<Stream, Message>(
  send: (stream: Stream, messages: readonly Message[]) => void,
  later: (run: () => void) => void = setImmediate,
): Outbox<Stream, Message> {
  let held = new Map<Stream, Message[]>()
  const flush = () => {
    const leaving = held
    held = new Map()
    for (const [stream, messages] of leaving) send(stream, messages)
  }
  return {
    flush,
    add(stream, message) {
      if (held.size === 0) later(flush)
      const messages = held.get(stream)
      if (messages) messages.push(message)
      else held.set(stream, [message])
    },
  }
}
