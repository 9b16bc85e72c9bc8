import { z } from 'zod'
import type { PartName } from '../supervisor/part.ts'
import { StackError } from './errors.ts'
import { readJson, writeWhole } from './files.ts'
import { findFreePort, findMediaSlot, isFree, type MediaSlot } from './ports.ts'

const port = z.number().int()
const slot = z.object({ sip: port, rtpStart: port, rtpEnd: port })
const tcpNames = ['postgres', 'ami', 'http', 'pstnAmi', 'api', 'web'] as const

/** Which part listens on a port. */
const listeners = {
  postgres: 'postgres',
  ami: 'asterisk',
  http: 'asterisk',
  main: 'asterisk',
  pstnAmi: 'pstn',
  pstn: 'pstn',
  api: 'api',
  web: 'web',
  edge: 'edge',
} as const

const allocationSchema = z.object({
  edge: port,
  postgres: port,
  ami: port,
  http: port,
  pstnAmi: port,
  api: port,
  web: port,
  main: slot,
  pstn: slot,
})

/** Every port of one stack. Chosen once and kept, so that a second start finds its parts. */
export type Allocation = z.infer<typeof allocationSchema>

export type AllocationWishes = {
  /** A public port somebody asked for: taken or failed, never replaced. */
  edge?: number | undefined
  edgeHost: string
  /** Where the search for a public port starts when none was asked for. */
  edgeFrom: number
  sip?: number | undefined
  rtp?: { start: number; end: number } | undefined
}

async function chooseEdge(wishes: AllocationWishes, known: number | undefined, alive: boolean) {
  const usable = async (candidate: number) =>
    (alive && candidate === known) || (await isFree('tcp', candidate, wishes.edgeHost))
  if (wishes.edge !== undefined) {
    if (await usable(wishes.edge)) return wishes.edge
    throw new StackError(
      'portTaken',
      `Port ${wishes.edge} is in use by another program (or not allowed for you). Choose another with --port, or leave it out.`,
    )
  }
  // A port of the other kind (plain or TLS) was meant for that kind.
  const fits = known !== undefined && known >= wishes.edgeFrom && known < wishes.edgeFrom + 1000
  if (fits && (await usable(known))) return known
  for (let candidate = wishes.edgeFrom; candidate < wishes.edgeFrom + 1000; candidate++) {
    if (await usable(candidate)) return candidate
  }
  throw new StackError(
    'noFreePort',
    `No free port from ${wishes.edgeFrom} on. Choose one with --port.`,
  )
}

/**
 * The stack's ports: those of the last start where they are still free or held by a
 * part of this stack that is `alive`, new ones else. Written to `path`.
 */
export async function allocatePorts(
  path: string,
  wishes: AllocationWishes,
  alive: (part: PartName) => boolean,
): Promise<Allocation> {
  const parsed = allocationSchema.partial().safeParse(readJson(path))
  const known = parsed.success ? parsed.data : {}
  const taken = new Set<number>()
  const tcp = {} as Record<(typeof tcpNames)[number], number>
  for (const name of tcpNames) {
    const last = known[name]
    const keep =
      last !== undefined &&
      !taken.has(last) &&
      (alive(listeners[name]) || (await isFree('tcp', last)))
    tcp[name] = keep ? last : await findFreePort('tcp', taken)
    taken.add(tcp[name])
  }
  const chooseSlot = async (name: 'main' | 'pstn'): Promise<MediaSlot> => {
    const last = known[name]
    const keep =
      last && !taken.has(last.sip) && (alive(listeners[name]) || (await isFree('udp', last.sip)))
    const chosen = keep ? last : await findMediaSlot(taken)
    taken.add(chosen.sip)
    return chosen
  }
  const main = await chooseSlot('main')
  const allocation: Allocation = {
    ...tcp,
    main: {
      sip: wishes.sip ?? main.sip,
      rtpStart: wishes.rtp?.start ?? main.rtpStart,
      rtpEnd: wishes.rtp?.end ?? main.rtpEnd,
    },
    pstn: await chooseSlot('pstn'),
    edge: await chooseEdge(wishes, known.edge, alive('edge')),
  }
  writeWhole(path, `${JSON.stringify(allocation, null, 2)}\n`)
  return allocation
}
