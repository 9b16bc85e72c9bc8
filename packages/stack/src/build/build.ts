import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StackError } from '../home/errors.ts'
import { projectRoot } from '../home/paths.ts'
import { run } from '../home/run.ts'
import { forgetProcess, readProcess, recordOf, writeProcess } from '../supervisor/process.ts'
import { hashSources } from './sources.ts'

export type BuiltApi = { main: string; version: string; hash: string }
export type BuiltWeb = BuiltApi & { folder: string }
export type Built = { api?: BuiltApi | undefined; web?: BuiltWeb | undefined }

/** One of the two things that are built, each into `<folder>/dist/<hash of its sources>`. */
type Target = {
  name: string
  folder: string
  /** Source folders that go in. */
  from: string[]
  /** Present where the part has sources at all. */
  entry: string
  /** The file to run, below the built folder. */
  main: string
  /** Builds into `into`, an empty folder's path that does not exist yet. */
  make(into: string): Promise<void>
}

const inPackages = (...names: string[]) => names.map((name) => join(projectRoot, 'packages', name))
const apiFolder = join(projectRoot, 'apps/api')
const webFolder = join(projectRoot, 'apps/web')

const api: Target = {
  name: 'API',
  folder: apiFolder,
  from: [apiFolder, ...inPackages('domain', 'contracts', 'asterisk')],
  entry: 'src/main.ts',
  main: 'main.js',
  async make(into) {
    const argv = ['pnpm', 'exec', 'swc', 'src', '-d', into, '--strip-leading-paths', '--copy-files']
    await run(argv, { cwd: apiFolder, timeoutMs: 300_000, tailLines: 40 })
  },
}

const web: Target = {
  name: 'web',
  folder: webFolder,
  from: [webFolder, ...inPackages('domain', 'contracts')],
  entry: 'src/app',
  main: 'apps/web/server.js',
  async make(into) {
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
    await run(['pnpm', 'run', 'build'], { cwd: webFolder, env, timeoutMs: 600_000, tailLines: 40 })
    renameSync(join(webFolder, '.next/standalone'), into)
    // The standalone server serves these two only from beside itself.
    const server = join(into, 'apps/web')
    cpSync(join(webFolder, '.next/static'), join(server, '.next/static'), { recursive: true })
    const assets = join(webFolder, 'public')
    if (existsSync(assets)) cpSync(assets, join(server, 'public'), { recursive: true })
  },
}

const versionOf = (folder: string): string =>
  (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version

// Two stacks share one checkout: they build in turn.
async function lockBuild(folder: string): Promise<() => void> {
  const lock = join(folder, 'node_modules/.callfloor-build.lock')
  while (readProcess(lock) && readProcess(lock)?.pid !== process.pid) await sleep(200)
  const own = recordOf(process.pid, 'build')
  if (own) writeProcess(lock, own)
  return () => forgetProcess(lock)
}

const kept = 4

/** Removes all but the newest builds: a stack that runs an older one goes on with it. */
function removeOldBuilds(dist: string): void {
  const builds = readdirSync(dist)
    .filter((name) => /^[0-9a-f]{16}$/.test(name))
    .map((name) => join(dist, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  for (const old of builds.slice(kept)) rmSync(old, { recursive: true, force: true })
}

/** The build of the sources as they are now, made where it is missing. */
async function ensure(
  target: Target,
  onProgress: (what: string, ms: number) => void,
): Promise<{ built: string; hash: string }> {
  const dist = join(target.folder, 'dist')
  const from = performance.now()
  mkdirSync(dist, { recursive: true })
  for (;;) {
    const hash = hashSources(target.from)
    const built = join(dist, hash)
    if (existsSync(join(built, target.main))) return { built, hash }
    const unlock = await lockBuild(target.folder)
    try {
      const making = join(dist, 'making')
      rmSync(making, { recursive: true, force: true })
      // Another start may have made it while this one waited for the lock.
      if (existsSync(join(built, target.main))) continue
      await target.make(making)
      if (!existsSync(join(making, target.main))) {
        throw new StackError(
          'buildFailed',
          `The build of the ${target.name} made no ${relative(projectRoot, join(making, target.main))}.`,
        )
      }
      // Sources that changed meanwhile: what was made is of no one state of them.
      if (hashSources(target.from) !== hash) continue
      rmSync(built, { recursive: true, force: true })
      renameSync(making, built)
      removeOldBuilds(dist)
      onProgress(`${target.name} built`, performance.now() - from)
    } finally {
      unlock()
    }
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
  const wanted = (part: string, target: Target) =>
    (!only || only.includes(part)) && existsSync(join(target.folder, target.entry))
  const [builtApi, builtWeb] = await Promise.all([
    wanted('api', api) ? ensure(api, onProgress) : undefined,
    wanted('web', web) ? ensure(web, onProgress) : undefined,
  ])
  return {
    api: builtApi && {
      main: join(builtApi.built, api.main),
      version: versionOf(apiFolder),
      hash: builtApi.hash,
    },
    web: builtWeb && {
      main: join(builtWeb.built, web.main),
      folder: join(builtWeb.built, 'apps/web'),
      version: versionOf(webFolder),
      hash: builtWeb.hash,
    },
  }
}
