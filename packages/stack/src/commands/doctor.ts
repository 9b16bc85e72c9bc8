import { existsSync, statfsSync } from 'node:fs'
import { freemem } from 'node:os'
import { join } from 'node:path'
import { ensureAsterisk, findInstalled } from '../asterisk/install.ts'
import { testedSeries } from '../asterisk/runtime.ts'
import { messageOf } from '../home/errors.ts'
import { type Home, projectRoot } from '../home/paths.ts'
import { closedFolderAbove } from '../home/plain-user.ts'
import { run } from '../home/run.ts'
import { postgresBinaries } from '../postgres/binaries.ts'
import { probeDatabase } from '../postgres/part.ts'
import type { Settings } from '../settings/schema.ts'
import { say } from './output.ts'

/** One finding: `missing` stops Callfloor, `lacking` costs a feature, `untested` may be fine. */
type Finding = { level: 'fine' | 'missing' | 'lacking' | 'untested'; text: string; mend?: string }

const onPath = async (name: string): Promise<boolean> =>
  (await run(['sh', '-c', 'command -v "$1"', 'sh', name], { mayFail: true })).code === 0

const asRoot = process.getuid?.() === 0 ? '' : 'sudo '
const apt = (name: string) => `${asRoot}apt-get install --yes ${name}`

async function program(
  name: string,
  what: string,
  level: 'missing' | 'lacking',
  debian = name,
): Promise<Finding> {
  return (await onPath(name))
    ? { level: 'fine', text: name }
    : { level, text: `${name} is missing: ${what}.`, mend: apt(debian) }
}

async function asterisk(home: Home, settings: Settings): Promise<Finding> {
  if (!settings.ASTERISK_BINARY && !findInstalled(home.downloads)) {
    const debian = (await onPath('apt-get')) && (await onPath('dpkg-deb'))
    return debian
      ? { level: 'fine', text: "Asterisk: not yet here; the first start installs Debian's" }
      : {
          level: 'missing',
          text: 'There is neither an Asterisk nor apt to get one.',
          mend: 'set ASTERISK_BINARY in .env to an Asterisk 20 or newer',
        }
  }
  try {
    const { version } = await ensureAsterisk({
      downloads: home.downloads,
      binary: settings.ASTERISK_BINARY,
    })
    return version.startsWith(`${testedSeries}.`)
      ? { level: 'fine', text: `Asterisk ${version}` }
      : {
          level: 'untested',
          text: `Asterisk ${version} was not tested with Callfloor (tested: ${testedSeries}; whispering is broken in 22.11.0).`,
          mend: './callfloor test telephony',
        }
  } catch (error) {
    return {
      level: 'missing',
      text: messageOf(error),
      mend: 'unset ASTERISK_BINARY, or point it at an Asterisk 20 or newer',
    }
  }
}

async function database(settings: Settings): Promise<Finding> {
  try {
    if (settings.DATABASE_URL) {
      await probeDatabase(settings.DATABASE_URL)
      return { level: 'fine', text: 'PostgreSQL of your own answers' }
    }
    return { level: 'fine', text: `PostgreSQL ${postgresBinaries().version}` }
  } catch (error) {
    return {
      level: 'missing',
      text: `PostgreSQL: ${messageOf(error)}`,
      mend: 'correct DATABASE_URL in .env',
    }
  }
}

function reach(home: Home): Finding {
  if (process.getuid?.() !== 0) return { level: 'fine', text: 'servers run as you' }
  const closed = [home.root, projectRoot].map(closedFolderAbove).find((path) => path !== undefined)
  return closed
    ? {
        level: 'untested',
        text: `${closed} is closed to other users, so the servers keep the right to read everything.`,
        mend: `chmod o+x ${closed}`,
      }
    : { level: 'fine', text: 'servers run as the user callfloor' }
}

function room(home: Home): Finding {
  const at = existsSync(home.root) ? home.root : projectRoot
  const { bavail, bsize } = statfsSync(at)
  const gigabytes = (bavail * bsize) / 1e9
  if (gigabytes < 2)
    return {
      level: 'missing',
      text: `Only ${gigabytes.toFixed(1)} GB of disk are left.`,
      mend: `free some below ${at}`,
    }
  if (freemem() < 5e8 && !existsSync(join(projectRoot, 'apps/web/.next/standalone'))) {
    return {
      level: 'lacking',
      text: 'Less than 0.5 GB of memory is free; building the pages takes 0.9 GB.',
      mend: 'close other programs for the first start',
    }
  }
  return { level: 'fine', text: `${gigabytes.toFixed(0)} GB of disk free` }
}

const marks = { fine: '✓', missing: '✗', lacking: '!', untested: '?' }

/** `doctor`: what is missing or untested on this machine, each with the command that mends it. */
export async function doctor(home: Home, settings: Settings): Promise<void> {
  const findings = await Promise.all([
    asterisk(home, settings),
    database(settings),
    program(
      'setpriv',
      'servers cannot leave the rights of root',
      process.getuid?.() === 0 ? 'missing' : 'lacking',
      'util-linux',
    ),
    program(settings.FFMPEG, 'recordings cannot be encoded', 'missing', 'ffmpeg'),
    program('espeak-ng', 'test callers play a shipped prompt instead of speaking', 'lacking'),
    program('chromium', 'browser tests cannot run', 'lacking'),
    program('sipp', 'benches of call set-up cannot run', 'lacking', 'sip-tester'),
    reach(home),
    room(home),
  ])
  for (const { level, text, mend } of findings) {
    say(`${marks[level]} ${text}${mend ? `\n    mend: ${mend}` : ''}`)
  }
  if (findings.some(({ level }) => level === 'missing')) process.exitCode = 1
}
