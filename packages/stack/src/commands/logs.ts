import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { StackError } from '../home/errors.ts'
import type { Home } from '../home/paths.ts'
import { partNames } from '../supervisor/part.ts'

/** `logs [part]`: the last lines of a part's logs, or of all; `follow` stays with them. */
export async function logs(home: Home, part: string | undefined, follow: boolean): Promise<void> {
  const known = [...partNames, 'supervisor'] as const
  if (part !== undefined && !known.some((name) => name === part)) {
    throw new StackError('unknownPart', `There is no part "${part}". Parts: ${known.join(', ')}.`)
  }
  const files = known
    .filter((name) => part === undefined || name === part)
    .flatMap((name) => [
      join(home.logs, `${name}.log`),
      ...(name === 'asterisk' || name === 'pstn' ? [join(home.logs, name, 'messages.log')] : []),
    ])
    .filter((path) => existsSync(path))
  if (files.length === 0)
    throw new StackError('noLogs', 'There are no logs yet. Start with: ./callfloor up')
  const args = ['-n', part === undefined ? '20' : '200', ...(follow ? ['-F'] : []), ...files]
  const child = spawn('tail', args, { stdio: 'inherit' })
  process.once('SIGINT', () => child.kill('SIGTERM'))
  await new Promise((resolve) => child.once('exit', resolve))
}
