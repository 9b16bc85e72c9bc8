import { spawn } from 'node:child_process'
import { messageOf, StackError } from './errors.ts'

/** What a finished command printed. */
export type Finished = { stdout: string; stderr: string; code: number }

export type RunOptions = {
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** Milliseconds after which the command is killed; default 120,000. */
  timeoutMs?: number
  /** How many of the last lines a failure quotes; default 8. */
  tailLines?: number
  /** Return on a non-zero exit instead of throwing. */
  mayFail?: boolean
}

/**
 * Runs a command without a shell and waits for it. Throws StackError
 * `commandFailed` with the last lines of what it printed.
 */
export function run(argv: string[], options: RunOptions = {}): Promise<Finished> {
  const [file = '', ...args] = argv
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs ?? 120_000,
      killSignal: 'SIGKILL',
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', (error) => {
      reject(new StackError('commandFailed', `${file} could not be run: ${messageOf(error)}.`))
    })
    child.on('close', (code, signal) => {
      if (code === 0 || (options.mayFail && code !== null)) {
        resolve({ stdout, stderr, code: code ?? 1 })
        return
      }
      const tail = `${stdout}\n${stderr}`
        .trim()
        .split('\n')
        .slice(-(options.tailLines ?? 8))
        .join('\n')
      const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`
      reject(new StackError('commandFailed', `${argv.join(' ')} ${how}:\n${tail}`))
    })
  })
}
