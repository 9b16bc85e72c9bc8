import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { StackError } from '../home/errors.ts'
import { readText } from '../home/files.ts'
import { run } from '../home/run.ts'
import { downloadPackages, unpackPackages } from './packages.ts'
import { installed, loaderIn, moduleListFile, pruneTree, wantedModules } from './prune.ts'
import { type AsteriskRuntime, describeRuntime, ownRuntime } from './runtime.ts'
import { verifyStart } from './verify.ts'

const otherWays =
  'Two other ways: install Asterisk 20 or newer yourself and set ASTERISK_BINARY to its path, or run Callfloor in a Debian container.'

const runtimeIn = (folder: string): Promise<AsteriskRuntime> => {
  const at = installed(folder)
  const command = [loaderIn(at.libraries), '--library-path', at.libraries, at.binary]
  return describeRuntime(command, at.modules, at.data)
}

/** The folder of the newest Asterisk installed before with the modules wanted now, if there is one. */
export function findInstalled(downloads: string): string | undefined {
  if (!existsSync(downloads)) return undefined
  const newest = readdirSync(downloads)
    .filter((name) => /^asterisk-\d/.test(name))
    .filter((name) => readText(join(downloads, name, moduleListFile)) === wantedModules)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1)
  return newest && join(downloads, newest)
}

async function assertDebian(): Promise<void> {
  const found = await run(['sh', '-c', 'command -v apt-get && command -v dpkg-deb'], {
    mayFail: true,
  })
  if (found.code === 0) return
  throw new StackError(
    'notDebian',
    `Asterisk is installed from Debian's packages, and this machine has no apt. ${otherWays}`,
  )
}

async function installInto(downloads: string): Promise<string> {
  await assertDebian()
  mkdirSync(downloads, { recursive: true })
  for (const name of readdirSync(downloads)) {
    // What an interrupted installation left behind.
    if (name.startsWith('.asterisk-'))
      rmSync(join(downloads, name), { recursive: true, force: true })
  }
  const work = mkdtempSync(join(downloads, '.asterisk-'))
  try {
    await unpackPackages(await downloadPackages(join(work, 'apt')), join(work, 'tree'))
    const made = join(work, 'made')
    await pruneTree(join(work, 'tree'), made)
    const { version } = await runtimeIn(made)
    await verifyStart(await runtimeIn(made), join(work, 'verify'))
    const target = join(downloads, `asterisk-${version}`)
    rmSync(target, { recursive: true, force: true })
    renameSync(made, target)
    return target
  } catch (error) {
    if (!(error instanceof StackError)) throw error
    throw new StackError(error.code, `${error.message}\n${otherWays}`, { cause: error })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/**
 * The Asterisk to run: the user's own where `binary` names it, else the one already
 * below `downloads`, else Debian's, installed now without root (some 10 s, 80 MB).
 */
export async function ensureAsterisk(options: {
  downloads: string
  binary?: string | undefined
}): Promise<AsteriskRuntime> {
  if (options.binary) return ownRuntime(options.binary)
  return runtimeIn(findInstalled(options.downloads) ?? (await installInto(options.downloads)))
}
