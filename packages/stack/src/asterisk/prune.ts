import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { StackError } from '../home/errors.ts'
import { run } from '../home/run.ts'
import { loadedModules, preloadedModules } from './modules.ts'

/** Where the pieces lie in a pruned installation. */
export const installed = (folder: string) => ({
  binary: join(folder, 'sbin/asterisk'),
  libraries: join(folder, 'lib'),
  modules: join(folder, 'modules'),
  data: join(folder, 'share'),
})

const triples = ['x86_64-linux-gnu', 'aarch64-linux-gnu']
const loaders = ['ld-linux-x86-64.so.2', 'ld-linux-aarch64.so.1']

/** File in an installation that names the modules it was made for. */
export const moduleListFile = 'modules.txt'
export const wantedModules = [...preloadedModules, ...loadedModules].join('\n')

/** The dynamic loader of an installation; it is run by name with our library folder. */
export function loaderIn(libraries: string): string {
  const name = loaders.find((loader) => existsSync(join(libraries, loader)))
  if (!name) throw new StackError('asteriskUnusable', `There is no dynamic loader in ${libraries}.`)
  return join(libraries, name)
}

function libraryFolder(tree: string): string {
  const folder = triples.map((triple) => join(tree, 'usr/lib', triple)).find(existsSync)
  if (!folder) throw new StackError('asteriskUnusable', `${tree} holds no library folder.`)
  return folder
}

/** Every library a set of programs needs, itself asked of their own loader. */
async function closureOf(files: string[], libraries: string): Promise<Set<string>> {
  const loader = loaderIn(libraries)
  const needed = new Set([loader])
  for (const file of files) {
    const { stdout } = await run([loader, '--library-path', libraries, '--list', file])
    if (stdout.includes('not found')) {
      throw new StackError('asteriskUnusable', `${basename(file)} lacks a library:\n${stdout}`)
    }
    for (const [, path] of stdout.matchAll(/=> (\/\S+)/g)) if (path) needed.add(path)
  }
  return needed
}

/**
 * Copies out of an unpacked Debian tree what Callfloor runs: the binary, the wanted
 * modules, their libraries, the core documentation (Asterisk does not start without
 * it), sounds and music. About 50 MB of 240.
 */
export async function pruneTree(tree: string, into: string): Promise<void> {
  const libraries = libraryFolder(tree)
  const to = installed(into)
  const share = join(tree, 'usr/share/asterisk')
  const modules = [...preloadedModules, ...loadedModules]
    .map((name) => join(libraries, 'asterisk/modules', `${name}.so`))
    .filter(existsSync)
  const binary = join(tree, 'usr/sbin/asterisk')
  for (const folder of [join(into, 'sbin'), to.libraries, to.modules, join(to.data, 'sounds')]) {
    mkdirSync(folder, { recursive: true })
  }
  copyFileSync(binary, to.binary)
  for (const module of modules) copyFileSync(module, join(to.modules, basename(module)))
  for (const library of await closureOf([binary, ...modules], libraries)) {
    copyFileSync(realpathSync(library), join(to.libraries, basename(library)))
  }
  mkdirSync(join(to.data, 'documentation'))
  const documentation = 'documentation/core-en_US.xml'
  copyFileSync(join(share, documentation), join(to.data, documentation))
  cpSync(join(share, 'moh'), join(to.data, 'moh'), { recursive: true, dereference: true })
  const voice = readdirSync(join(share, 'sounds')).find((name) => name.startsWith('en_'))
  if (!voice) throw new StackError('asteriskUnusable', 'The English sounds are missing.')
  cpSync(join(share, 'sounds', voice), join(to.data, 'sounds', voice), { recursive: true })
  writeFileSync(join(into, moduleListFile), wantedModules)
  // The package makes this link in its postinst, which is not run here.
  symlinkSync(voice, join(to.data, 'sounds/en'))
}
