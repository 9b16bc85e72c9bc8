import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type PartName, type Stack, startStack } from '@callfloor/stack'
import { type Floor, setUpFloor } from './floor.ts'
import { type Findings, resultOf, tableOf } from './result.ts'

/** What a bench measures on. */
export type Ground = {
  stack: Stack
  floor: Floor
  /** Folder for what the bench writes; empty at the start. */
  scratch: string
  /** Says what is being done, on stderr. */
  say(text: string): void
  /** Undone in reverse order when the bench is over, however it ends. */
  later(undo: () => unknown): void
}

export type BenchOptions = {
  name: string
  unit: string
  /** The parts of the stack it needs besides those every bench does. */
  parts?: readonly PartName[]
  measure(ground: Ground): Promise<Findings>
}

const always: readonly PartName[] = ['postgres', 'asterisk', 'api', 'edge']

/** The folder of the benches' stack; `./callfloor bench` empties it and says where it is. */
export const benchHome = process.env.BENCH_HOME ?? ''

/**
 * Runs one bench on a stack of its own and prints its result: JSON with `--json`, a table else.
 * Everything it started is ended, on Ctrl-C too.
 */
export async function runBench({ name, unit, parts = [], measure }: BenchOptions): Promise<void> {
  if (!benchHome) throw new Error('Run the benches with: ./callfloor bench')
  const say = (text: string) => void process.stderr.write(`${name}: ${text}\n`)
  const undos: (() => unknown)[] = []
  const undo = async () => {
    for (const each of undos.splice(0).reverse()) await each()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void undo().finally(() => process.exit(130)))
  }
  try {
    say('starting a stack of its own')
    const stack = await startStack({
      home: join(benchHome, 'stack'),
      only: [...always, ...parts],
      onProgress: ({ part, what }) => say(`${part} ${what}`),
    })
    undos.push(() => stack.stop())
    const floor = await setUpFloor(stack)
    const scratch = join(benchHome, 'scratch')
    mkdirSync(scratch, { recursive: true })
    const later = (each: () => unknown) => void undos.push(each)
    const result = resultOf(name, unit, await measure({ stack, floor, scratch, say, later }))
    const asJson = process.argv.includes('--json')
    process.stdout.write(`${asJson ? JSON.stringify(result) : tableOf(result)}\n`)
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  } finally {
    await undo()
  }
}
