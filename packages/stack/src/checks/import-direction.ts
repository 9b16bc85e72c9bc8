/**
 * Holds the house to its plan (docs/ARCHITECTURE.md): who may import whom, one index per package,
 * no repository of another feature, no file over 400 lines. Prints each breach; exits 1 if any.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'

const root = normalize(join(import.meta.dirname, '../../../..'))

/** Which of our packages a room may import. A room not named here may import none. */
const mayImport: Record<string, readonly string[]> = {
  'packages/domain': [],
  'packages/contracts': ['domain'],
  'packages/asterisk': ['domain'],
  'packages/stack': ['asterisk', 'domain'],
  'apps/api': ['contracts', 'domain', 'asterisk'],
  'apps/web': ['contracts', 'domain'],
  e2e: ['contracts', 'domain', 'stack'],
  bench: ['asterisk', 'contracts', 'domain', 'stack'],
}

const maxLines = 400
const importPattern = /(?:from\s+|import\s*\(\s*|import\s+)['"]([^'"]+)['"]/g

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(ts|tsx|mjs|sql|sh|css)$/.test(file) || file === 'callfloor')

const breaches = files.flatMap((file) => breachesOf(file, readFileSync(join(root, file), 'utf8')))
for (const breach of breaches) console.error(breach)
console.log(`${files.length} files, ${breaches.length} breaches of the import rules`)
process.exitCode = breaches.length > 0 ? 1 : 0

function breachesOf(file: string, text: string): string[] {
  const found: string[] = []
  const lines = text.split('\n').length - 1
  if (lines > maxLines)
    found.push(`${file}: ${lines} lines; split it by noun (at most ${maxLines})`)
  if (!/\.(ts|tsx|mjs)$/.test(file)) return found
  const room = roomOf(file)
  const allowed = mayImport[room] ?? []
  if (/^packages\/[^/]+\/src\/.+\/index\.ts$/.test(file)) {
    found.push(`${file}: a package has one index.ts, at its root`)
  }
  for (const [, specifier = ''] of text.matchAll(importPattern)) {
    const own = /^@callfloor\/([a-z]+)(\/.*)?$/.exec(specifier)
    if (own) {
      const [, name = '', inside] = own
      if (inside) found.push(`${file}: reaches inside ${specifier}; import @callfloor/${name}`)
      if (!allowed.includes(name))
        found.push(`${file}: ${room || 'this room'} may not import ${name}`)
    }
    if (!specifier.startsWith('.')) continue
    const target = relative(root, normalize(join(root, dirname(file), specifier)))
    if (roomOf(target) !== room) found.push(`${file}: reaches into ${target} by path`)
    if (isForeignRepository(file, target)) {
      found.push(`${file}: uses the repository ${target} of another feature; call its service`)
    }
  }
  return found
}

function roomOf(file: string): string {
  return Object.keys(mayImport).find((room) => file.startsWith(`${room}/`)) ?? ''
}

function isForeignRepository(file: string, target: string): boolean {
  return (
    file.startsWith('apps/api/src/') &&
    /\.repository(\.ts)?$/.test(target) &&
    dirname(target) !== dirname(file) &&
    !/\.(spec|db)\.ts$/.test(file)
  )
}
