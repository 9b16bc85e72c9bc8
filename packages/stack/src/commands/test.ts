import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { StackError } from '../home/errors.ts'
import { readJson } from '../home/files.ts'
import { type Home, homeAt, projectRoot } from '../home/paths.ts'
import { type StartedStack, startStack } from '../start.ts'
import { findSupervisor } from '../supervisor/lock.ts'
import { startTicksOf } from '../supervisor/process.ts'
import { stopAll } from './down.ts'
import { progressLine, say } from './output.ts'

export const testKinds = ['unit', 'db', 'telephony', 'e2e'] as const
export type TestKind = (typeof testKinds)[number]

type Count = { passed: number; failed: number }

// Set by Ctrl-C or kill: the runner is ended, the stack stopped, and no more kinds are run.
const interrupt = new AbortController()
const abort = interrupt.signal

function execute(argv: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<number> {
  const [file = '', ...args] = argv
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] })
    const pass = () => child.kill('SIGTERM')
    abort.addEventListener('abort', pass)
    child.once('error', reject)
    child.once('exit', (code) => {
      abort.removeEventListener('abort', pass)
      resolve(code ?? 1)
    })
  })
}

/** A runner that ended badly without naming a failed test (it did not load, say) is one failure. */
function honest(count: Count, code: number): Count {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count
}

async function runVitest(
  kind: TestKind,
  folder: string,
  env: NodeJS.ProcessEnv,
  filters: string[],
): Promise<Count> {
  const report = join(folder, `${kind}.json`)
  rmSync(report, { force: true })
  const argv = [
    'pnpm',
    'exec',
    'vitest',
    'run',
    '--project',
    kind,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...filters,
  ]
  const code = await execute(argv, projectRoot, env)
  const read = readJson(report) as { numPassedTests?: number; numFailedTests?: number } | undefined
  return honest({ passed: read?.numPassedTests ?? 0, failed: read?.numFailedTests ?? 0 }, code)
}

async function runPlaywright(
  folder: string,
  env: NodeJS.ProcessEnv,
  filters: string[],
): Promise<Count> {
  const cwd = join(projectRoot, 'e2e')
  if (!existsSync(join(cwd, 'playwright.config.ts'))) return { passed: 0, failed: 0 }
  const report = join(folder, 'e2e.json')
  rmSync(report, { force: true })
  const argv = ['pnpm', 'exec', 'playwright', 'test', '--reporter=list,json', ...filters]
  const code = await execute(argv, cwd, { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report })
  const read = readJson(report) as { stats?: { expected: number; unexpected: number } } | undefined
  return honest({ passed: read?.stats?.expected ?? 0, failed: read?.stats?.unexpected ?? 0 }, code)
}

/**
 * `test`: runs the kinds asked for, all without argument, against a stack of their own
 * below `<home>/test`, and closes with a line `N passed, N failed`.
 */
export async function test(home: Home, kinds: TestKind[], filters: string[]): Promise<void> {
  const wanted = kinds.length > 0 ? kinds : [...testKinds]
  const testHome = freeTestHome(home)
  mkdirSync(testHome.root, { recursive: true })
  const needsStack = wanted.includes('telephony') || wanted.includes('e2e')
  const env: NodeJS.ProcessEnv = { ...process.env, CALLFLOOR_HOME: home.root }
  const total: Count = { passed: 0, failed: 0 }
  let stack: StartedStack | undefined
  process.on('SIGINT', () => interrupt.abort()).on('SIGTERM', () => interrupt.abort())
  try {
    if (wanted.some((kind) => kind !== 'unit')) {
      await clearAway(testHome)
      stack = await startStack({
        home: testHome.root,
        ...(needsStack ? {} : { only: ['postgres'] as const }),
        onProgress: (progress) => say(progressLine(progress)),
      })
      env.STACK_HOME = testHome.root
      env.TEST_DATABASE_URL = stack.databaseUrl
    }
    for (const kind of wanted) {
      if (abort.aborted) break
      say(`\n── ${kind}`)
      const count = await (kind === 'e2e'
        ? runPlaywright(testHome.root, env, filters)
        : runVitest(kind, testHome.root, env, filters))
      total.passed += count.passed
      total.failed += count.failed
    }
  } finally {
    await stack?.stop()
    await sweep(home)
    if (isExtra(home, testHome)) rmSync(testHome.root, { recursive: true, force: true })
  }
  if (abort.aborted) throw new StackError('interrupted', 'The tests were interrupted.')
  if (total.failed > 0) process.exitCode = 1
  if (total.passed + total.failed === 0) {
    throw new StackError(
      'noTests',
      `No test ran${filters.length > 0 ? ` for ${filters.join(' ')}` : ''}.`,
    )
  }
  say(`\n${total.passed} passed, ${total.failed} failed`)
}

/** `<home>/test`, kept for a look afterwards; while another run uses it, one of our own. */
function freeTestHome(home: Home): Home {
  const usual = homeAt(join(home.root, 'test'), home.downloads)
  if (!findSupervisor(usual.run)) return usual
  return homeAt(join(home.root, `test-${process.pid}`), home.downloads)
}

const isExtra = (home: Home, testHome: Home) => testHome.root !== join(home.root, 'test')

/**
 * Ends and removes the stacks single tests made (`test-<name>-<pid>`) whose process is
 * gone without having cleaned up.
 */
async function sweep(home: Home): Promise<void> {
  for (const name of readdirSync(home.root)) {
    const [, pid] = /^test-[a-z-]+-(\d+)$/.exec(name) ?? []
    if (pid === undefined || startTicksOf(Number(pid)) !== undefined) continue
    const left = homeAt(join(home.root, name), home.downloads)
    if (findSupervisor(left.run)) continue
    await stopAll(left)
    rmSync(left.root, { recursive: true, force: true })
  }
}

/** An earlier run may have died: its processes end and its data go, so that each run starts alike. */
async function clearAway(testHome: Home): Promise<void> {
  await stopAll(testHome)
  for (const path of [testHome.data, testHome.run, testHome.logs, join(testHome.root, 'etc')]) {
    rmSync(path, { recursive: true, force: true })
  }
}
