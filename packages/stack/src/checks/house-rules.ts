import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { projectRoot } from '../home/paths.ts'

/**
 * Holds the house to its plan (docs/ARCHITECTURE.md): who may import whom, one index per package,
 * no repository of another feature, no file over 400 lines.
 */

// web → contracts → domain ← asterisk; api → contracts, domain, asterisk. Tools may use what they start.
const allowed: Record<string, readonly string[]> = {
  'packages/domain': [],
  'packages/contracts': ['domain'],
  'packages/asterisk': ['domain'],
  'packages/stack': ['domain', 'asterisk'],
  'apps/api': ['contracts', 'domain', 'asterisk'],
  'apps/web': ['contracts', 'domain'],
  e2e: ['contracts', 'domain', 'stack'],
  bench: ['contracts', 'asterisk', 'stack', 'domain'],
}

const mostLines = 400

// The pure room: no I/O of any kind, whatever is installed.
const pure = new Set(['packages/domain'])
const importing = /(?:from|import\()\s*'([^']+)'|^import '([^']+)'/gm
const skipped = new Set(['node_modules', 'dist', '.next'])

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return listFiles(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

/** What is wrong with one import of a file, if anything. */
export function faultOf(room: string, file: string, target: string): string | undefined {
  const [, name] = /^@callfloor\/([^/]+)/.exec(target) ?? []
  if (name && !allowed[room]?.includes(name)) return `may not import @callfloor/${name}`
  if (name && target !== `@callfloor/${name}`) return `reaches inside ${target}: import the package`
  if (pure.has(room) && target.startsWith('node:') && !/\.(spec|property)\./.test(file)) {
    return `is pure and may not import ${target}`
  }
  if (isForeignRepository(file, target)) {
    return `uses another feature's ${target}: call its service`
  }
  const leaves =
    target.startsWith('.') &&
    relative(resolve(projectRoot, room), resolve(dirname(file), target)).startsWith('..')
  return leaves ? `reaches out of ${room} by ${target}` : undefined
}

/** A feature's tables are its own: others ask its service. */
function isForeignRepository(file: string, target: string): boolean {
  if (!/\.repository\.ts$/.test(target) || !file.includes('/apps/api/src/')) return false
  return !target.startsWith('./') && !/\.(spec|db)\.ts$/.test(file)
}

/** What is wrong with a file as a whole, if anything. */
export function shapeFaultOf(file: string, text: string): string | undefined {
  const lines = text.split('\n').length - 1
  if (lines > mostLines) return `has ${lines} lines: split it by noun (at most ${mostLines})`
  if (/packages\/[^/]+\/src\/.+\/index\.ts$/.test(file)) {
    return 'is a second index: a package has one, at its root'
  }
  return undefined
}

/** Everything that breaks the plan, as `file: what is wrong`. */
export function findFaults(): string[] {
  return Object.keys(allowed)
    .map((room) => [room, join(projectRoot, room)] as const)
    .filter(([, folder]) => existsSync(folder))
    .flatMap(([room, folder]) => listFiles(folder).flatMap((file) => faultsOf(room, file)))
}

function faultsOf(room: string, file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const imports = [...text.matchAll(importing)].map(([, from, bare]) =>
    faultOf(room, file, from ?? bare ?? ''),
  )
  return [shapeFaultOf(file, text), ...imports].flatMap((fault) =>
    fault ? [`${relative(projectRoot, file)}: ${fault}`] : [],
  )
}

if (import.meta.main) {
  const faults = findFaults()
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  process.stdout.write(`house rules: ${faults.length} faults\n`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
