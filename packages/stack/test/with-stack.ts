import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { defaultHome, startStack } from '../src/index.ts'

/**
 * Gives the telephony tests a running stack, in the home STACK_HOME names (join it by
 * `attachStack({ home: process.env.STACK_HOME })`): the one `callfloor test` started, or,
 * for a run of vitest by itself, one without pages that lives as long as the run.
 */
export default async function withStack(): Promise<() => Promise<void>> {
  if (process.env.STACK_HOME) return async () => {}
  const home = join(defaultHome(), `test-telephony-${process.pid}`)
  const stack = await startStack({
    home,
    only: ['postgres', 'asterisk', 'pstn', 'api', 'edge'],
  }).catch((error) => {
    rmSync(home, { recursive: true, force: true })
    throw error
  })
  process.env.STACK_HOME = home
  process.env.TEST_DATABASE_URL = stack.databaseUrl
  return async () => {
    await stack.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
