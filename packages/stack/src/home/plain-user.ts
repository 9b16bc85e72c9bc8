import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StackError } from './errors.ts'
import { run } from './run.ts'

/** The unprivileged account the servers run as when Callfloor is started by root. */
export type PlainUser = {
  name: string
  uid: number
  gid: number
  /** False where a folder above the home closes it to other users. */
  reaches: boolean
}

const accountName = 'callfloor'

function findAccount(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}

/** The first folder from `path` up that other users may not enter, if there is one. */
export function closedFolderAbove(path: string): string | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return folder
    if (folder === dirname(folder)) return undefined
  }
}

/**
 * The account for the servers: undefined when this process is not root (they then
 * run as the same user), else the system user `callfloor`, made where it is missing.
 * PostgreSQL refuses to run as root and Asterisk should not.
 */
export async function ensurePlainUser(paths: string[]): Promise<PlainUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  if (!findAccount(accountName)) {
    await run([
      'useradd',
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      accountName,
    ])
  }
  const account = findAccount(accountName)
  if (!account) {
    throw new StackError(
      'noPlainUser',
      `The servers must not run as root and the user ${accountName} could not be made. Make it with: useradd --system ${accountName}`,
    )
  }
  const reaches = paths.every((path) => closedFolderAbove(path) === undefined)
  return { name: accountName, ...account, reaches }
}

/**
 * Puts `setpriv` before a command so that it runs as the plain user. Where a
 * closed folder stands above the home the process keeps the one right to read
 * through it; a port below 1024 keeps the one right to bind it.
 */
export function asPlainUser(
  argv: string[],
  user: PlainUser | undefined,
  rights: { lowPorts?: boolean } = {},
): string[] {
  if (!user) return argv
  const kept = [
    ...(user.reaches ? [] : ['dac_read_search']),
    ...(rights.lowPorts ? ['net_bind_service'] : []),
  ]
  const flags = ['-all', ...kept.map((name) => `+${name}`)].join(',')
  return [
    'setpriv',
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    '--clear-groups',
    `--inh-caps=${flags}`,
    `--ambient-caps=${flags}`,
    '--no-new-privs',
    ...argv,
  ]
}

/** Makes a folder that belongs to the plain user and is closed to others by default. */
export function ownFolder(path: string, user: PlainUser | undefined, mode = 0o750): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 })
  mkdirSync(path, { recursive: true })
  chmodSync(path, mode)
  if (user) chownSync(path, user.uid, user.gid)
}
