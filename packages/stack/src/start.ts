import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Built, ensureBuilt } from './build/build.ts'
import { defaultHome, homeAt } from './home/paths.ts'
import { planStack } from './plan.ts'
import { parseSettings } from './settings/load.ts'
import { openStack, readAccess, type Stack, writeAccess } from './stack.ts'
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

const quiet = (): void => {}

/**
 * Starts a whole stack below `home` (downloads are shared with the main home) and keeps
 * it running until `stop`. Uses no .env and no settings of the environment.
 */
export async function startStack(options: StartOptions): Promise<StartedStack> {
  const { only, onProgress = quiet } = options
  const home = homeAt(resolve(options.home), homeAt(defaultHome()).downloads)
  const wants = (part: PartName) => !only || only.includes(part)
  const built: Built =
    wants('api') || wants('web')
      ? await ensureBuilt((what, ms) => onProgress({ part: 'build', what, ms }))
      : {}
  const settings = parseSettings('', {
    ...(options.port === undefined ? {} : { CALLFLOOR_PORT: String(options.port) }),
    CALLFLOOR_DEMO: String(options.demo ?? true),
  })
  const plan = await planStack({
    home,
    settings,
    loopbackMedia: options.loopbackMedia ?? true,
    built,
    only,
  })
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
  try {
    await supervisor.start()
    writeAccess(plan)
    const opened = await openStack(plan)
    return {
      ...opened,
      async stop() {
        await opened.close()
        await supervisor.stop()
      },
    }
  } catch (error) {
    await supervisor.stop()
    throw error
  }
}

/** Joins a stack that another process started below `home`. */
export async function attachStack(options: { home: string }): Promise<Stack & { close(): Promise<void> }> {
  return openStack(readAccess(homeAt(resolve(options.home))))
}

/** Removes what fault tests left behind: a new start runs everything. */
export function clearMarks(runFolder: string): void {
  mkdirSync(runFolder, { recursive: true })
  for (const part of partNames) {
    for (const kind of ['stop', 'hold']) rmSync(join(runFolder, `${part}.${kind}`), { force: true })
  }
}
