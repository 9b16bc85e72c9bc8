import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The root of the checkout (or of an unpacked release). */
export const projectRoot = resolve(import.meta.dirname, '../../../..')

/** The folder that holds everything Callfloor makes: CALLFLOOR_HOME or `.callfloor` in the checkout. */
export const defaultHome = (): string =>
  resolve(process.env.CALLFLOOR_HOME ?? join(projectRoot, '.callfloor'))

/** Where everything of one stack lies. All paths are absolute. */
export type Home = ReturnType<typeof homeAt>

// A unix socket's path may have 107 bytes; 24 are left for the file's own name.
const longestSocketFolder = 83

function runFolderFor(root: string, instance: string): string {
  const inside = join(root, 'run', instance)
  if (Buffer.byteLength(inside) <= longestSocketFolder) return inside
  const short = createHash('sha256').update(root).digest('hex').slice(0, 12)
  return join(tmpdir(), `callfloor-${short}`, instance)
}

/**
 * The layout below a home folder. `downloads` may be shared by several homes
 * (the test stack uses those of the main one).
 */
export function homeAt(root: string, downloads = join(root, 'downloads')) {
  const instance = (name: 'asterisk' | 'pstn') => ({
    etc: join(root, 'etc', name),
    lib: join(root, 'data', name),
    spool: join(root, 'data', name, 'spool'),
    log: join(root, 'logs', name),
    run: runFolderFor(root, name),
  })
  return {
    root,
    downloads,
    data: join(root, 'data'),
    postgres: join(root, 'data', 'postgres'),
    recordings: join(root, 'data', 'recordings'),
    certificate: join(root, 'data', 'certificate'),
    secrets: join(root, 'data', 'secrets.json'),
    ports: join(root, 'data', 'ports.json'),
    generated: join(root, 'etc', 'generated'),
    run: join(root, 'run'),
    state: join(root, 'run', 'state.json'),
    logs: join(root, 'logs'),
    asterisk: instance('asterisk'),
    pstn: instance('pstn'),
  }
}
