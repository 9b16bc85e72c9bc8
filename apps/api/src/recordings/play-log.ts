const mostKept = 10_000

/** Which plays this process wrote to the audit: bounded, the oldest are forgotten. */
export class PlayLog {
  readonly #plays = new Set<string>()

  /** Takes note of a play; false where it was noted before. */
  begin(play: string): boolean {
    if (this.#plays.has(play)) return false
    this.#plays.add(play)
    const [oldest] = this.#plays
    if (this.#plays.size > mostKept && oldest !== undefined) this.#plays.delete(oldest)
    return true
  }

  /** It came to nothing after all. */
  forget(play: string): void {
    this.#plays.delete(play)
  }
}
