import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StackError } from '../home/errors.ts'
import { readJson, writeWhole } from '../home/files.ts'
import { projectRoot } from '../home/paths.ts'
import { run } from '../home/run.ts'
import { forgetProcess, readProcess, recordOf, writeProcess } from '../supervisor/process.ts'

export type BuiltApi = { main: string; version: string; hash: string }
export type BuiltWeb = BuiltApi & { folder: string }
export type Built = { api?: BuiltApi | undefined; web?: BuiltWeb | undefined }

const skipped = new Set(['node_modules', 'dist', '.next', 'coverage', 'test', 'test-results'])

function listSources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return listSources(path)
    return /\.(spec|db|telephony)\.tsx?$/.test(entry.name) || !entry.isFile() ? [] : [path]
  })
}

/** Hash of every source file below the folders, of the lock file and of the Node that runs it. */
export function hashSources(folders: string[]): string {
  const hash = createHash('sha256').update(process.version)
  const files = [join(projectRoot, 'pnpm-lock.yaml'), ...folders.flatMap(listSources)].sort()
  for (const file of files) {
    hash.update(relative(projectRoot, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

const inPackages = (...names: string[]) => names.map((name) => join(projectRoot, 'packages', name))
const apiFolder = join(projectRoot, 'apps/api')
const webFolder = join(projectRoot, 'apps/web')
const apiMain = join(apiFolder, 'dist/main.js')
const standalone = join(webFolder, '.next/standalone/apps/web')

const hasSource = (folder: string) =>
  ['src/main.ts', 'src/app'].some((name) => existsSync(join(folder, name)))

const versionOf = (folder: string): string =>
  (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version

async function buildApi(): Promise<void> {
  rmSync(join(apiFolder, 'dist'), { recursive: true, force: true })
  await run(['pnpm', '--filter', '@callfloor/api', 'build'], {
    cwd: projectRoot,
    timeoutMs: 300_000,
    tailLines: 40,
  })
}

async function buildWeb(): Promise<void> {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  await run(['pnpm', '--filter', '@callfloor/web', 'build'], {
    cwd: projectRoot,
    env,
    timeoutMs: 600_000,
    tailLines: 40,
  })
  // The standalone server serves these two only from beside itself.
  cpSync(join(webFolder, '.next/static'), join(standalone, '.next/static'), { recursive: true })
  const assets = join(webFolder, 'public')
  if (existsSync(assets)) cpSync(assets, join(standalone, 'public'), { recursive: true })
}

/** What a build's result was last made from; kept beside it, so that every stack shares it. */
const stampOf = (folder: string) => join(folder, 'node_modules/.callfloor-build.json')

// Two stacks share one checkout: they build in turn.
async function lockBuild(folder: string): Promise<() => void> {
  const lock = join(folder, 'node_modules/.callfloor-build.lock')
  while (readProcess(lock) && readProcess(lock)?.pid !== process.pid) await sleep(200)
  const own = recordOf(process.pid, 'build')
  if (own) writeProcess(lock, own)
  return () => forgetProcess(lock)
}

async function ensure(
  name: string,
  folder: string,
  made: string,
  hash: string,
  build: () => Promise<void>,
  onProgress: (what: string, ms: number) => void,
): Promise<void> {
  const isMade = () => {
    const stamp = readJson(stampOf(folder)) as { hash?: string } | undefined
    return stamp?.hash === hash && existsSync(made) && statSync(made).size > 0
  }
  if (isMade()) return
  const from = performance.now()
  const unlock = await lockBuild(folder)
  try {
    // Another start may have built it while this one waited.
    if (!isMade()) await make()
  } finally {
    unlock()
  }
  onProgress(`${name} built`, performance.now() - from)

  async function make(): Promise<void> {
    rmSync(stampOf(folder), { force: true })
    await build()
    if (!existsSync(made)) {
      throw new StackError(
        'buildFailed',
        `The build of the ${name} made no ${relative(projectRoot, made)}.`,
      )
    }
    writeWhole(stampOf(folder), JSON.stringify({ hash }))
  }
}

/**
 * Builds the API and the web where their sources changed since the last build (both at
 * once). A part without sources is left out. Throws StackError `commandFailed` with
 * the compiler's words.
 */
export async function ensureBuilt(
  only: readonly string[] | undefined,
  onProgress: (what: string, ms: number) => void,
): Promise<Built> {
  const wants = (part: string) => !only || only.includes(part)
  const built: Built = {}
  const work: Promise<void>[] = []
  if (wants('api') && hasSource(apiFolder)) {
    const hash = hashSources([apiFolder, ...inPackages('domain', 'contracts', 'asterisk')])
    built.api = { main: apiMain, version: versionOf(apiFolder), hash }
    work.push(ensure('API', apiFolder, apiMain, hash, buildApi, onProgress))
  }
  if (wants('web') && hasSource(webFolder)) {
    const hash = hashSources([webFolder, ...inPackages('domain', 'contracts')])
    const main = join(standalone, 'server.js')
    built.web = { main, folder: standalone, version: versionOf(webFolder), hash }
    work.push(ensure('web', webFolder, main, hash, buildWeb, onProgress))
  }
  await Promise.all(work)
  return built
}
