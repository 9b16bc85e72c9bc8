import { StackError } from '../home/errors.ts'
import type { Progress } from '../supervisor/supervisor.ts'

/** Milliseconds as people say them. */
export const spoken = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`

/** One line of progress. */
export const progressLine = ({ part, what, ms }: Progress): string =>
  `✓ ${part.padEnd(9)} ${what} (${spoken(ms)})`

export const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

/** Prints a failure as a sentence and sets the exit code; a fault of our own keeps its stack. */
export function fail(error: unknown): void {
  const text =
    error instanceof StackError
      ? `callfloor: ${error.message}`
      : error instanceof Error
        ? error.stack
        : String(error)
  process.stderr.write(`${text}\n`)
  process.exitCode = 1
}
