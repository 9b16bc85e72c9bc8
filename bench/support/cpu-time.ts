import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks per second in which /proc counts (proc(5)). */
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

export type CpuSeconds = {
  /** User and system time of the process itself. */
  own: number
  /** The same of all its descendants, those that ended included. */
  descendants: number
}

type Stat = { parent: number; own: number; reaped: number }

// The command name may hold spaces and brackets: fields are counted from its end. Children that
// ended and were waited for stand in their parent's cutime and cstime.
function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15).map(Number)
    return { parent: Number(fields[1]), own: utime + stime, reaped: cutime + cstime }
  } catch {
    return undefined
  }
}

/** CPU time that a process and its descendants have used so far. */
export function cpuSecondsOf(pid: number): CpuSeconds {
  const stats = new Map<number, Stat>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? readStat(Number(name)) : undefined
    if (stat) stats.set(Number(name), stat)
  }
  const root = stats.get(pid)
  if (!root) throw new Error(`process ${pid} is gone`)
  const family = new Set([pid])
  for (const member of family) {
    for (const [child, { parent }] of stats) if (parent === member) family.add(child)
  }
  family.delete(pid)
  const living = [...family].reduce((sum, each) => {
    const stat = stats.get(each)
    return sum + (stat ? stat.own + stat.reaped : 0)
  }, 0)
  return {
    own: root.own / ticksPerSecond,
    descendants: (root.reaped + living) / ticksPerSecond,
  }
}
