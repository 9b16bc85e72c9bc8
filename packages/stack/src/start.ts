import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ensureAsterisk } from './asterisk/install.ts'
import { type Built, ensureBuilt } from './build/build.ts'
import { defaultHome, type Home, homeAt } from './home/paths.ts'
import { type Plan, planStack } from './plan.ts'
import { parseSettings } from './settings/load.ts'
import type { Settings } from './settings/schema.ts'
import { openStack, readAccess, type Stack, writeAccess } from './stack.ts'
import { releaseLock, takeLock } from './supervisor/lock.ts'
import { type PartName, partNames } from './supervisor/part.ts'
import { type Progress, Supervisor } from './supervisor/supervisor.ts'

export type StartOptions = {
  /** Folder for the stack's data. */
  home: string
  /** Public port; default: one that is free. */
  port?: number
  /** Demo seed and simulator; default true. */
  demo?: boolean
  /** Media on 127.0.0.1 only; default true. */
  loopbackMedia?: boolean
  /** Start these parts only; default all that have sources. */
  only?: readonly PartName[]
  onProgress?: (progress: Progress) => void
}

/** A stack whose supervisor runs in this process. */
export type StartedStack = Stack & {
  /** Ends every process of the stack. */
  stop(): Promise<void>
}

export type RunOptions = {
  home: Home
  settings: Settings
  loopbackMedia: boolean
  only?: readonly PartName[] | undefined
  edgeFrom?: number
  onProgress: (progress: Progress) => void
}

/**
 * Installs, builds and starts everything and keeps it running in this process. On a
 * failure what was started is stopped again.
 */
export async function runStack(
  options: RunOptions,
): Promise<{ plan: Plan; stop(): Promise<void> }> {
  const { home, only, onProgress } = options
  const wants = (part: PartName) => !only || only.includes(part)
  const wantsBuild = wants('api') || wants('web')
  const [built] = await Promise.all([
    wantsBuild ? ensureBuilt(only, (what, ms) => onProgress({ part: 'build', what, ms })) : {},
    installAsterisk(options),
  ])
  const plan = await planStack({ ...options, built: built as Built })
  takeLock(home.run)
  clearMarks(home.run)
  const supervisor = new Supervisor({
    parts: plan.parts,
    runFolder: home.run,
    logFolder: home.logs,
    stateFile: home.state,
    url: plan.url,
    demo: plan.demo,
    onProgress,
  })
  const stop = async () => {
    await supervisor.stop()
    releaseLock(home.run)
  }
  try {
    writeAccess(plan)
    await supervisor.start()
    return { plan, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function installAsterisk({ home, settings, onProgress }: RunOptions): Promise<void> {
  const from = performance.now()
  const { version } = await ensureAsterisk({
    downloads: home.downloads,
    binary: settings.ASTERISK_BINARY,
  })
  const ms = performance.now() - from
  if (ms > 2_000) onProgress({ part: 'install', what: `Asterisk ${version} installed`, ms })
}

/**
 * Starts a whole stack below `home` (downloads are shared with the main home) and keeps
 * it running until `stop`. Uses no .env and no settings of the environment.
 */
export async function startStack(options: StartOptions): Promise<StartedStack> {
  const settings = parseSettings('', {
    ...(options.port === undefined ? {} : { CALLFLOOR_PORT: String(options.port) }),
    CALLFLOOR_DEMO: String(options.demo ?? true),
  })
  const { plan, stop } = await runStack({
    home: homeAt(resolve(options.home), homeAt(defaultHome()).downloads),
    settings,
    loopbackMedia: options.loopbackMedia ?? true,
    only: options.only,
    // Away from 8080: a stack for tests does not take the port people know.
    edgeFrom: 23_000,
    onProgress: options.onProgress ?? (() => {}),
  })
  const opened = await openStack(plan).catch(async (error) => {
    await stop()
    throw error
  })
  return {
    ...opened,
    async stop() {
      await opened.close()
      await stop()
    },
  }
}

/** Joins a stack that another process started below `home`. */
export async function attachStack(options: {
  home: string
}): Promise<Stack & { close(): Promise<void> }> {
  return openStack(readAccess(homeAt(resolve(options.home))))
}

// What fault tests left behind: a new start runs everything.
function clearMarks(runFolder: string): void {
  for (const part of partNames) {
    for (const kind of ['stop', 'hold']) rmSync(join(runFolder, `${part}.${kind}`), { force: true })
  }
}
