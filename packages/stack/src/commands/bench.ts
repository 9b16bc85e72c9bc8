import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { StackError } from '../home/errors.ts'
import { projectRoot } from '../home/paths.ts'

/** The benches there are: one file of bench/ each. */
export const benchNames = (): string[] =>
  readdirSync(join(projectRoot, 'bench'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => name.slice(0, -3))

/** `bench [NAME]`: runs bench/<name>.ts, or every one; with `json` each prints one JSON line. */
export async function bench(name: string | undefined, json: boolean): Promise<void> {
  const names = name === undefined ? benchNames() : [name]
  for (const each of names) {
    const file = join(projectRoot, 'bench', `${each}.ts`)
    if (!/^[a-z-]+$/.test(each) || !existsSync(file)) {
      throw new StackError(
        'unknownBench',
        `There is no bench "${each}". Benches: ${benchNames().join(', ') || 'none yet'}.`,
      )
    }
    const child = spawn(process.execPath, [file, ...(json ? ['--json'] : [])], { stdio: 'inherit' })
    const code = await new Promise<number>((resolve) =>
      child.once('exit', (exit) => resolve(exit ?? 1)),
    )
    if (code !== 0) process.exitCode = code
  }
}
