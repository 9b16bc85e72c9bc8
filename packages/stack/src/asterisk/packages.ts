import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf, StackError } from '../home/errors.ts'
import { run } from '../home/run.ts'

const wanted = ['asterisk', 'asterisk-core-sounds-en-gsm', 'asterisk-moh-opsound-gsm']

// Debian 12 and 13 carry no Asterisk; testing does, and unstable where testing lost it.
const suites = ['testing', 'unstable']

/** The machine's own Debian mirror, read from its apt configuration. */
export async function findMirror(): Promise<string> {
  const { stdout } = await run(['apt-get', 'indextargets', '--format', '$(SITE) $(LABEL)'])
  const site = stdout
    .split('\n')
    .map((line) => line.split(' '))
    .find(([, label]) => label === 'Debian')?.[0]
  if (!site) {
    throw new StackError(
      'noMirror',
      'No Debian mirror is known to this machine. Run: apt-get update. Then start again.',
    )
  }
  return site
}

/** apt's settings for a private tree: the system's lists, cache and dpkg status stay untouched. */
function aptConfig(folder: string): string {
  return [
    `Dir::State "${folder}/state";`,
    `Dir::State::status "${folder}/status";`,
    `Dir::Cache "${folder}/cache";`,
    `Dir::Etc::sourcelist "${folder}/sources.list";`,
    `Dir::Etc::sourceparts "${folder}/none";`,
    `Dir::Etc::preferences "${folder}/no-preferences";`,
    `Dir::Etc::preferencesparts "${folder}/none";`,
    'Acquire::Check-Valid-Until "false";',
    'Acquire::Languages "none";',
    'APT::Install-Recommends "false";',
    'APT::Sandbox::User "";',
    'Debug::NoLocking "true";',
    '',
  ].join('\n')
}

async function downloadFrom(mirror: string, suite: string, folder: string): Promise<string[]> {
  for (const name of ['state/lists/partial', 'cache/archives/partial', 'none']) {
    mkdirSync(join(folder, name), { recursive: true })
  }
  writeFileSync(join(folder, 'status'), '')
  writeFileSync(join(folder, 'sources.list'), `deb ${mirror} ${suite} main\n`)
  writeFileSync(join(folder, 'apt.conf'), aptConfig(folder))
  const env = { ...process.env, APT_CONFIG: join(folder, 'apt.conf'), LC_ALL: 'C' }
  await run(['apt-get', 'update', '-qq'], { env })
  await run(['apt-get', 'install', '-qq', '--download-only', '--yes', ...wanted], {
    env,
    timeoutMs: 300_000,
  })
  const archives = join(folder, 'cache/archives')
  return readdirSync(archives)
    .filter((name) => name.endsWith('.deb'))
    .map((name) => join(archives, name))
}

/**
 * Downloads Debian's Asterisk with everything it needs, without root and without
 * touching the system's apt. Returns the paths of the .deb files.
 */
export async function downloadPackages(folder: string): Promise<string[]> {
  const mirror = await findMirror()
  const failures: string[] = []
  for (const suite of suites) {
    try {
      return await downloadFrom(mirror, suite, join(folder, suite))
    } catch (error) {
      failures.push(messageOf(error))
    }
  }
  throw new StackError(
    'asteriskDownload',
    `Asterisk could not be downloaded from Debian ${suites.join(' or ')}:\n${failures.join('\n')}`,
  )
}

/** Unpacks .deb files into one tree, without running any of their scripts. */
export async function unpackPackages(debs: string[], into: string): Promise<void> {
  mkdirSync(into, { recursive: true })
  for (const deb of debs) await run(['dpkg-deb', '--extract', deb, into])
}
