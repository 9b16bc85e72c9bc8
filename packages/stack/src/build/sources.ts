import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { projectRoot } from '../home/paths.ts'

const skipped = new Set(['node_modules', 'dist', '.next', 'coverage', 'test', 'test-results'])
const testFile = /\.(spec|db|telephony)\.tsx?$/

function listSources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return listSources(path)
    return entry.isFile() && !testFile.test(entry.name) ? [path] : []
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
