import { cpus } from 'node:os'
import type { Comparison } from './statistics.ts'

/** What a bench found. The comparison at the top is what its goal speaks of. */
export type Findings = {
  main: Comparison
  /** Further comparisons, by what they are of. */
  parts?: Record<string, Comparison>
  goal: { text: string; met: boolean | null }
  /** Facts needed to read the figures. */
  notes: Record<string, string | number>
}

export type Result = Comparison & {
  name: string
  unit: string
  parts: Record<string, Comparison>
  goal: Findings['goal']
  notes: Findings['notes']
  machine: { cores: number; processor: string; node: string; at: string }
}

export function resultOf(name: string, unit: string, findings: Findings): Result {
  const [core] = cpus()
  return {
    name,
    ...findings.main,
    unit,
    parts: findings.parts ?? {},
    goal: findings.goal,
    notes: findings.notes,
    machine: {
      cores: cpus().length,
      processor: core?.model.trim() ?? 'unknown',
      node: process.version,
      at: new Date().toISOString(),
    },
  }
}

const cell = (value: number) => value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2).padStart(9)
const head = ['', 'p50', 'p95', 'p99'].map((text, i) =>
  i === 0 ? text.padEnd(12) : text.padStart(9),
)

function block(title: string, unit: string, comparison: Comparison): string[] {
  const { percentiles, added, ratio, runs } = comparison
  const row = (label: string, { p50, p95, p99 }: Comparison['added']) =>
    `  ${label.padEnd(12)}${[p50, p95, p99].map(cell).join('')}`
  return [
    `${title} (${unit})`,
    `  ${head.join('')}`,
    row('ours', percentiles.ours),
    row('bare', percentiles.bare),
    row('added', added),
    `  ratio of medians ${ratio.toFixed(2)}, ${runs} samples of each`,
  ]
}

const verdict = { true: 'met', false: 'missed', null: 'no goal' } as const

/** The result as a table for people. */
export function tableOf(result: Result): string {
  const { machine, goal } = result
  return [
    ...block(result.name, result.unit, result),
    ...Object.entries(result.parts).flatMap(([name, part]) => [
      '',
      ...block(`${result.name}: ${name}`, result.unit, part),
    ]),
    '',
    `goal: ${goal.text} (${verdict[`${goal.met}`]})`,
    ...Object.entries(result.notes).map(([name, value]) => `${name}: ${value}`),
    `machine: ${machine.cores} × ${machine.processor}, Node ${machine.node}`,
  ].join('\n')
}
