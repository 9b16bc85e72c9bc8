import { readFileSync, rmSync } from 'node:fs'
import type { AmiMessage } from '@callfloor/asterisk'
import { StackError } from '../home/errors.ts'
import { eventually } from '../home/wait.ts'
import { type Heard, measure } from './hearing.ts'
import { type CallReport, resultOf } from './report.ts'
import { parseWav, type Sound } from './wav.ts'

/** One call the simulator placed, folded from its own Asterisk's events. */
export class CallTrack {
  readonly heardFile: string
  readonly answer = Promise.withResolvers<void>()
  readonly end = Promise.withResolvers<CallReport>()
  channel: string | undefined
  /** Set when our side gave up ringing. */
  ourEnd: 'hangup' | 'timeout' | undefined
  #dialledAt: number | undefined
  #signAt: number | undefined
  #answeredAt: number | undefined
  #whole: Sound | undefined

  constructor(heardFile: string) {
    this.heardFile = heardFile
    // Nobody may be waiting for the answer; that alone is no failure.
    this.answer.promise.catch(() => {})
  }

  get isAnswered(): boolean {
    return this.#answeredAt !== undefined
  }

  apply(event: AmiMessage): void {
    const at = Number(event.get('Timestamp')) * 1000
    switch (event.event) {
      case 'Newchannel':
        this.channel = event.get('Channel')
        this.#dialledAt ??= at
        return
      case 'DialState':
        if (event.get('DialStatus') === 'RINGING') this.#signAt ??= at
        return
      case 'Newstate':
        if (event.get('ChannelState') !== '6') return
        this.#signAt ??= at
        this.#answeredAt ??= at
        this.answer.resolve()
        return
      case 'Hangup':
        void this.#finish(at, event)
    }
  }

  /** Ends the call as failed: the simulator itself went away. */
  lose(why: string): void {
    this.answer.reject(new StackError('pstnLost', why))
    this.end.reject(new StackError('pstnLost', why))
    this.end.promise.catch(() => {})
  }

  /** What the caller received so far: all of it or the last `lastMs`. */
  hear(lastMs?: number): Heard {
    const sound = this.#sound()
    if (lastMs === undefined) return measure(sound)
    const count = Math.round((lastMs / 1000) * sound.rate)
    return measure({ ...sound, samples: sound.samples.subarray(-count) })
  }

  #sound(): Sound {
    if (this.#whole) return this.#whole
    try {
      return parseWav(readFileSync(this.heardFile))
    } catch {
      // Not written yet: nothing was heard so far.
      return { rate: 8000, samples: new Float64Array() }
    }
  }

  #sipCode(hangup: AmiMessage): number | null {
    if (this.isAnswered) return 200
    if (this.ourEnd) return 487
    const code = /\d{3}/.exec(hangup.get('TechCause') ?? '')?.[0]
    return code ? Number(code) : null
  }

  async #finish(endedAt: number, hangup: AmiMessage): Promise<void> {
    const since = (at: number | undefined) =>
      at === undefined ? null : Math.max(0, Math.round(at - (this.#dialledAt ?? at)))
    const sipCode = this.#sipCode(hangup)
    const result = this.ourEnd === 'timeout' && !this.isAnswered ? 'noAnswer' : resultOf(sipCode)
    if (this.#answeredAt !== undefined) await this.#recordingWritten()
    this.#whole = this.#sound()
    rmSync(this.heardFile, { force: true })
    this.answer.reject(
      new StackError(
        'notAnswered',
        `The call was not answered: ${result} (${sipCode ?? 'no SIP answer'}).`,
      ),
    )
    this.end.resolve({
      result,
      sipCode,
      setupMs: since(this.#signAt ?? (this.ourEnd ? undefined : endedAt)),
      answeredMs: since(this.#answeredAt),
      durationMs: this.#answeredAt === undefined ? 0 : Math.round(endedAt - this.#answeredAt),
      heard: this.#answeredAt === undefined ? { rms: 0, peakHz: 0 } : this.hear(),
    })
  }

  // The recording thread closes its file a moment after the hang-up, and writes the sizes then.
  async #recordingWritten(): Promise<void> {
    const whole = () => {
      const bytes = readFileSync(this.heardFile)
      if (bytes.length < 44 || bytes.readUInt32LE(4) + 8 !== bytes.length) throw new Error('open')
    }
    await eventually(whole, { timeoutMs: 2_000, everyMs: 20 }).catch(() => {})
  }
}
