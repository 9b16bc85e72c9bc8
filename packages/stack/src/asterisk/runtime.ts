import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StackError } from '../home/errors.ts'
import { run } from '../home/run.ts'
import { loadedModules, preloadedModules, requiredModules } from './modules.ts'

/** An Asterisk that can be started: ours below `downloads`, or the user's own. */
export type AsteriskRuntime = {
  version: string
  /** What to run, before Asterisk's own arguments. */
  command: string[]
  modulesDir: string
  /** Holds documentation/, moh/ and sounds/. */
  dataDir: string
  /** Names (without .so) of the wanted modules that are there, in load order. */
  preload: string[]
  load: string[]
}

/** The lowest version of a user's own Asterisk that is taken. */
export const lowestMajor = 20
/** The series Callfloor is tested with; `doctor` warns about any other. */
export const testedSeries = '22.10'

const presentIn = (folder: string, names: readonly string[]): string[] => {
  const there = new Set(readdirSync(folder))
  return names.filter((name) => there.has(`${name}.so`))
}

/** The version in the output of `asterisk -V`, e.g. "Asterisk 22.10.1~dfsg+…" → "22.10.1". */
export function parseVersion(output: string): string | undefined {
  return /Asterisk (?:certified-)?(\d+(?:\.\d+)*)/i.exec(output)?.[1]
}

/**
 * Looks at an Asterisk and says how to start it. Throws StackError
 * `asteriskUnusable` with what is wrong.
 */
export async function describeRuntime(
  command: string[],
  modulesDir: string,
  dataDir: string,
): Promise<AsteriskRuntime> {
  const { stdout, stderr } = await run([...command, '-V'], { timeoutMs: 10_000, mayFail: true })
  const version = parseVersion(stdout)
  if (!version) {
    throw new StackError(
      'asteriskUnusable',
      `${command.at(-1)} does not say which Asterisk it is: ${(stderr || stdout).trim()}`,
    )
  }
  if (Number.parseInt(version, 10) < lowestMajor) {
    throw new StackError(
      'asteriskTooOld',
      `${command.at(-1)} is Asterisk ${version}; Callfloor needs ${lowestMajor} or newer.`,
    )
  }
  const load = presentIn(modulesDir, loadedModules)
  const missing = requiredModules.filter((name) => !existsSync(join(modulesDir, `${name}.so`)))
  if (missing.length > 0) {
    throw new StackError(
      'asteriskIncomplete',
      `The Asterisk in ${modulesDir} lacks these modules: ${missing.join(', ')}. Install the full asterisk package, or leave ASTERISK_BINARY out.`,
    )
  }
  return {
    version,
    command,
    modulesDir,
    dataDir,
    preload: presentIn(modulesDir, preloadedModules),
    load,
  }
}

const modulePlaces = [
  '/usr/lib/x86_64-linux-gnu/asterisk/modules',
  '/usr/lib/aarch64-linux-gnu/asterisk/modules',
  '/usr/lib64/asterisk/modules',
  '/usr/lib/asterisk/modules',
]
const dataPlaces = ['/usr/share/asterisk', '/var/lib/asterisk']

/** The user's own Asterisk (setting ASTERISK_BINARY). */
export async function ownRuntime(binary: string): Promise<AsteriskRuntime> {
  if (!existsSync(binary)) {
    throw new StackError(
      'asteriskUnusable',
      `ASTERISK_BINARY points at ${binary}, which is not there.`,
    )
  }
  const prefix = dirname(dirname(binary))
  const modulesDir = [join(prefix, 'lib/asterisk/modules'), ...modulePlaces].find(existsSync)
  const dataDir = [join(prefix, 'share/asterisk'), ...dataPlaces].find((place) =>
    existsSync(join(place, 'documentation')),
  )
  if (!modulesDir || !dataDir) {
    throw new StackError(
      'asteriskUnusable',
      `The modules or the data of ${binary} were not found in the usual places.`,
    )
  }
  return describeRuntime([binary], modulesDir, dataDir)
}
