import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AsteriskError } from '../errors.ts'

/** The three generated files, which Asterisk's own ones include with #tryinclude. */
export type GeneratedFiles = { trunks: string; dialplan: string; queues: string }
export type GeneratedPart = keyof GeneratedFiles

export const generatedFileNames: Readonly<Record<GeneratedPart, string>> = {
  trunks: 'pjsip.conf',
  dialplan: 'extensions.conf',
  queues: 'queues.conf',
}

// Trunks first and the dialplan last: a route is never there before what it leads to.
const ORDER: readonly GeneratedPart[] = ['trunks', 'queues', 'dialplan']

/**
 * Writes the generated files whose text changed (atomically: a new file moved in place) and
 * has Asterisk reload just those parts. A part whose reload failed, or was cut off by a crash,
 * is reloaded by the next call, because the `.loaded` mark beside it is set after the reload.
 * Returns the parts reloaded. Throws `configReloadFailed` after trying all parts.
 */
export async function applyConfig(input: {
  dir: string
  files: GeneratedFiles
  reload: (part: GeneratedPart) => Promise<void>
}): Promise<GeneratedPart[]> {
  await mkdir(input.dir, { recursive: true })
  const reloaded: GeneratedPart[] = []
  const failures: unknown[] = []
  for (const part of ORDER) {
    const path = join(input.dir, generatedFileNames[part])
    const mark = join(input.dir, `.${generatedFileNames[part]}.loaded`)
    const text = input.files[part]
    const sum = createHash('sha256').update(text).digest('hex')
    if ((await readText(path)) === text && (await readText(mark)) === sum) continue
    await rm(mark, { force: true })
    await writeWhole(path, text)
    try {
      await input.reload(part)
      await writeWhole(mark, sum)
      reloaded.push(part)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) {
    throw new AsteriskError(
      'configReloadFailed',
      `Asterisk did not reload its configuration; it is tried again at the next change or connection. (${String(failures[0])})`,
      { failures: failures.length },
      failures[0],
    )
  }
  return reloaded
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return undefined
  }
}

// Secrets of trunks stand in these files: readable by the owner and group only. Whose folder it
// is, Asterisk can read: where we are root and it is not, the files become that account's.
async function writeWhole(path: string, text: string): Promise<void> {
  const fresh = `${path}.${process.pid}.new`
  const { uid, gid } = await stat(dirname(path))
  const file = await open(fresh, 'w', 0o640)
  try {
    await file.writeFile(text)
    if (process.getuid?.() === 0) await file.chown(uid, gid)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(fresh, path)
}
