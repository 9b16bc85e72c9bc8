import type { CallEvent, LegId, Party } from '../src/index.ts'

export type Stretch = { from: number; to: number | null }

/**
 * When each leg shared a bridge with another person, counted the slow way: a table of who is where,
 * looked at anew after every event. Knows nothing of the reducer it is held against.
 */
export function timeTogether(events: readonly CallEvent[]): Map<LegId, Stretch[]> {
  const stretches = new Map<LegId, Stretch[]>()
  const present = new Map<LegId, { party: Party; bridgeId: string | null }>()
  const gone = new Set<LegId>()
  let begun = false
  for (const event of events.toSorted((a, b) => a.at - b.at)) {
    if (begun && present.size === 0) break
    if (event.type === 'legStarted' && !gone.has(event.legId) && !present.has(event.legId)) {
      begun = true
      present.set(event.legId, { party: event.party, bridgeId: null })
      stretches.set(event.legId, [])
    }
    move(present, gone, event)
    for (const [legId, known] of stretches) note(known, isTogether(present, legId), event.at)
  }
  return stretches
}

type Present = Map<LegId, { party: Party; bridgeId: string | null }>

function move(present: Present, gone: Set<LegId>, event: CallEvent): void {
  if (event.type === 'callCut') present.clear()
  const there = 'legId' in event ? present.get(event.legId) : undefined
  if (!there || !('legId' in event)) return
  if (event.type === 'legBridged') there.bridgeId = event.bridgeId
  if (event.type === 'legUnbridged' && there.bridgeId === event.bridgeId) there.bridgeId = null
  if (event.type === 'legEnded') {
    present.delete(event.legId)
    gone.add(event.legId)
  }
}

function isTogether(present: Present, legId: LegId): boolean {
  const own = present.get(legId)
  if (!own || own.bridgeId === null || own.party.kind === 'service') return false
  return [...present].some(
    ([id, other]) =>
      id !== legId && other.bridgeId === own.bridgeId && other.party.kind !== 'service',
  )
}

function note(known: Stretch[], together: boolean, at: number): void {
  const last = known.at(-1)
  if (together && last?.to !== null) known.push({ from: at, to: null })
  if (!together && last && last.to === null) last.to = at
}

/** Stretches that touch made one. */
export function joined(parts: readonly Stretch[]): Stretch[] {
  const whole: Stretch[] = []
  for (const part of parts) {
    const last = whole.at(-1)
    if (last && last.to === part.from) last.to = part.to
    else whole.push({ from: part.from, to: part.to })
  }
  return whole
}
