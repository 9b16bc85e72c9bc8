import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf, StackError } from '../home/errors.ts'
import { writeWhole } from '../home/files.ts'
import { findFreePort } from '../home/ports.ts'
import { eventually } from '../home/wait.ts'
import { asteriskConfig } from './config.ts'
import { runConsole, startCommand } from './control.ts'
import { requiredModules } from './modules.ts'
import type { AsteriskRuntime } from './runtime.ts'

/**
 * Proves that an Asterisk starts on this machine, with every module Callfloor
 * loads, in a throw-away folder. Throws StackError `asteriskUnusable`.
 */
export async function verifyStart(runtime: AsteriskRuntime, folder: string): Promise<void> {
  const folders = {
    etc: join(folder, 'etc'),
    lib: join(folder, 'lib'),
    spool: join(folder, 'spool'),
    log: join(folder, 'log'),
    run: join(folder, 'run'),
  }
  for (const path of Object.values(folders)) mkdirSync(path, { recursive: true })
  const files = asteriskConfig({
    systemName: 'verify',
    runtime,
    folders,
    sip: { host: '127.0.0.1', port: await findFreePort('udp') },
    ami: { port: await findFreePort('tcp'), users: [] },
    cel: { settings: { enable: 'yes' }, mapping: '' },
    rtp: { start: 40_000, end: 40_010, candidates: [] },
  })
  for (const [name, text] of Object.entries(files)) writeWhole(join(folders.etc, name), text)
  const [file = '', ...args] = startCommand(runtime, folders.etc)
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  try {
    await eventually(() => runConsole(runtime, folders.etc, 'core waitfullybooted'), {
      timeoutMs: 20_000,
      everyMs: 100,
      unless: () => child.exitCode !== null,
    })
    const loaded = await runConsole(runtime, folders.etc, 'module show')
    const missing = requiredModules.filter(
      (name) => !new RegExp(`^${name}\\.so .* Running `, 'm').test(loaded),
    )
    if (missing.length > 0) throw new Error(`modules that did not load: ${missing.join(', ')}`)
  } catch (error) {
    const tail = said.trim().split('\n').slice(-8).join('\n')
    throw new StackError(
      'asteriskUnusable',
      `Asterisk does not start on this machine: ${messageOf(error)}\n${tail}`,
      {
        cause: error,
      },
    )
  } finally {
    child.kill('SIGKILL')
  }
}
