import { join } from 'node:path'
import { run } from '../home/run.ts'
import type { AsteriskRuntime } from './runtime.ts'

/** The arguments that start an instance in the foreground, restartable after a crash. */
export const startCommand = (runtime: Pick<AsteriskRuntime, 'command'>, etc: string): string[] => [
  ...runtime.command,
  '-C',
  join(etc, 'asterisk.conf'),
  '-f',
  '-g',
]

/**
 * Runs one command of Asterisk's own console on a running instance and returns
 * what it printed. Throws StackError `commandFailed` when the instance is away.
 */
export async function runConsole(
  runtime: Pick<AsteriskRuntime, 'command'>,
  etc: string,
  command: string,
): Promise<string> {
  const argv = [...runtime.command, '-C', join(etc, 'asterisk.conf'), '-rx', command]
  const { stdout } = await run(argv, { timeoutMs: 10_000 })
  return stdout
}
