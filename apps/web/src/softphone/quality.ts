/** What matters of one RTCStatsReport. Totals since the call began; seconds. */
export type MediaSample = {
  at: number
  packetsReceived: number
  packetsLost: number
  jitterSeconds: number
  roundTripSeconds: number | null
}

/** The last stretch of a call's media. Loss is a share of 0–1, the rest milliseconds. */
export type Quality = {
  grade: 'good' | 'fair' | 'poor' | 'silent'
  loss: number
  jitterMs: number
  roundTripMs: number | null
}

type Entry = Record<string, unknown> & { type: string }

/** Reads W3C webrtc-stats: inbound-rtp of the audio, and the candidate pair in use. */
export function sampleOf(report: Iterable<Entry>, at: number): MediaSample | null {
  const entries = [...report]
  const inbound = entries.find((e) => e.type === 'inbound-rtp' && e.kind === 'audio')
  if (!inbound) return null
  const pair = entries.find((e) => e.type === 'candidate-pair' && e.nominated === true)
  return {
    at,
    packetsReceived: number(inbound.packetsReceived) ?? 0,
    packetsLost: number(inbound.packetsLost) ?? 0,
    jitterSeconds: number(inbound.jitter) ?? 0,
    roundTripSeconds: number(pair?.currentRoundTripTime),
  }
}

/**
 * Grades what arrived between two samples by the E-model (ITU-T G.107) for G.711 with loss
 * concealment (G.113: Ie 0, Bpl 25.1): good from R 80, fair from R 70 ("some users dissatisfied"),
 * poor below. `silent`: nothing arrived at all.
 */
export function qualityOf(before: MediaSample, after: MediaSample): Quality {
  const received = after.packetsReceived - before.packetsReceived
  const lost = Math.max(0, after.packetsLost - before.packetsLost)
  const jitterMs = after.jitterSeconds * 1000
  const roundTripMs = after.roundTripSeconds === null ? null : after.roundTripSeconds * 1000
  const loss = received + lost > 0 ? lost / (received + lost) : 0
  if (received <= 0) return { grade: 'silent', loss, jitterMs, roundTripMs }
  const r = ratingOf({ loss, delayMs: (roundTripMs ?? 0) / 2 + 2 * jitterMs + packetMs })
  return { grade: r >= 80 ? 'good' : r >= 70 ? 'fair' : 'poor', loss, jitterMs, roundTripMs }
}

const packetMs = 20

/** R of ITU-T G.107 with its default values: 93.2, less delay and effective equipment impairment. */
export function ratingOf({ loss, delayMs }: { loss: number; delayMs: number }): number {
  const bpl = 25.1
  const percent = loss * 100
  const equipment = (95 * percent) / (percent + bpl)
  const delay = 0.024 * delayMs + (delayMs > 177.3 ? 0.11 * (delayMs - 177.3) : 0)
  return Math.max(0, 93.2 - delay - equipment)
}

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)
