import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readText, writeWhole } from '../home/files.ts'
import { asPlainUser, ownFolder, type PlainUser } from '../home/plain-user.ts'
import type { Part } from '../supervisor/part.ts'
import { asteriskConfig } from './config.ts'
import { startCommand } from './control.ts'
import type { AsteriskInstance } from './instance.ts'
import { newSecond } from './new-second.ts'
import { pingAmi } from './ping.ts'
import type { AsteriskRuntime } from './runtime.ts'

export type AsteriskPartOptions = {
  name: 'asterisk' | 'pstn'
  instance: AsteriskInstance
  runtime: AsteriskRuntime
  user: PlainUser | undefined
  /** More folders the process writes into. */
  writes?: string[]
  /** More files, absolute path → text, that belong to the configuration. */
  files?: Record<string, string>
}

/** The AMI user the hang watch logs in as. */
export const watchUser = 'watch'

function livingAsterisk(etc: string, run: string): number | undefined {
  const pid = Number(readText(join(run, 'asterisk.pid')))
  if (!pid) return undefined
  return readText(`/proc/${pid}/cmdline`)?.includes(etc) ? pid : undefined
}

// Where cel_custom writes: hyphened since 22.8, underscored before. It does not make it itself.
const celFolders = ['cel-custom', 'cel_custom']

/** An Asterisk (the switch itself or the simulated carrier) as a part of the stack. */
export function asteriskPart(options: AsteriskPartOptions): Part {
  const { instance, runtime, user } = options
  const { folders } = instance
  const files = asteriskConfig(instance)
  const watch = instance.ami.users.find(({ name }) => name === watchUser)
  return {
    name: options.name,
    needs: [],
    version: runtime.version,
    address: `sip:${instance.sip.host}:${instance.sip.port}`,
    fingerprint: JSON.stringify([files, options.files ?? {}]),
    async prepare() {
      const written = [
        folders.lib,
        folders.spool,
        folders.log,
        folders.run,
        ...celFolders.map((name) => join(folders.log, name)),
        join(folders.lib, 'keys'),
        ...(options.writes ?? []),
      ]
      if (!existsSync(dirname(folders.run))) ownFolder(dirname(folders.run), undefined, 0o755)
      for (const path of written) ownFolder(path, user)
      // Secrets stand in here: readable by the account Asterisk runs as, and by nobody else.
      ownFolder(folders.etc, user, 0o700)
      for (const [name, text] of Object.entries(files)) {
        writeWhole(join(folders.etc, name), text, user ? 0o644 : 0o600)
      }
      for (const [path, text] of Object.entries(options.files ?? {})) writeWhole(path, text)
      if (livingAsterisk(folders.etc, folders.run) === undefined) {
        rmSync(join(folders.run, 'asterisk.ctl'), { force: true })
        await newSecond(folders.log)
      }
    },
    command: () => ({
      argv: asPlainUser(startCommand(runtime, folders.etc), user),
      env: { PATH: '/usr/bin:/bin', HOME: folders.lib, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
      cwd: folders.lib,
    }),
    probe: (signal) =>
      pingAmi({ port: instance.ami.port, user: watchUser, secret: watch?.secret ?? '' }, signal),
    findOrphan: () => livingAsterisk(folders.etc, folders.run),
    stop: { signal: 'SIGTERM', graceMs: 5_000 },
    startTimeoutMs: 30_000,
  }
}
