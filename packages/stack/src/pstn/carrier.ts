import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type AmiClient, type AmiMessage, createAmiClient } from '@callfloor/asterisk'
import { StackError } from '../home/errors.ts'
import { readText } from '../home/files.ts'
import { CallTrack } from './call.ts'
import type { Heard } from './hearing.ts'
import { carrierUser } from './instance.ts'
import { callerContext, collectedFileName } from './numbers.ts'
import type { CallReport } from './report.ts'
import { type Play, prepareSound } from './sound.ts'

export type PlaceCallOptions = {
  /** Number of Callfloor's to call. */
  to: string
  /** Calling number, default +14155550100. */
  from?: string
  /** Calling name; any characters but line breaks, at most 900 bytes. */
  fromName?: string
  /** What the caller says while connected; default silence. */
  play?: Play
  /** Seconds after the answer at which the caller hangs up; default 3600. */
  seconds?: number
  /** Seconds the caller lets it ring; default 60. */
  ringSeconds?: number
  /** Digits pressed right after the answer. */
  dtmf?: string
}

/** A call that is under way. */
export type PlacedCall = {
  /** Resolves at the answer; rejects with StackError `notAnswered` when there is none. */
  answered(): Promise<void>
  /** Presses digits (0-9, *, #, A-D), 120 ms each with 100 ms between. */
  sendDtmf(digits: string): Promise<void>
  /** What the caller received so far, or in the last `lastMs`. */
  heard(lastMs?: number): Heard
  /** Hangs up, or stops ringing. */
  hangup(): Promise<void>
  /** Resolves with the report once the call is over. */
  ended(): Promise<CallReport>
}

/** Digits a caller of …196 pressed. */
export type Collected = { at: Date; from: string; digits: string }

export type Pstn = {
  /** Starts a call to Callfloor; resolves when it was dialled. Throws StackError `badNumber`, `noSound`. */
  placeCall(options: PlaceCallOptions): Promise<PlacedCall>
  /** What …196 collected, oldest first. */
  collected(): Collected[]
  close(): Promise<void>
}

export type PstnOptions = {
  amiPort: number
  secret: string
  folders: { spool: string; log: string }
}

const dialable = /^[+*#A-Za-z0-9._-]{1,64}$/

/** Lines `<epoch> <caller> <digits>` as the carrier's dialplan writes them. */
export function parseCollected(text: string): Collected[] {
  return text
    .split('\n')
    .map((line) => /^(\d+) (\S*) (\S+)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, at, from = '', digits = '']) => ({ at: new Date(Number(at) * 1000), from, digits }))
}

async function dial(
  ami: AmiClient,
  id: string,
  track: CallTrack,
  options: PlaceCallOptions,
  soundFolder: string,
): Promise<void> {
  const { to, from = '+14155550100', fromName = '', seconds = 3600, ringSeconds = 60 } = options
  for (const number of [to, from]) {
    if (!dialable.test(number)) {
      throw new StackError(
        'badNumber',
        `"${number}" cannot be dialled; give a number such as +12025550100.`,
      )
    }
  }
  const sound = await prepareSound(options.play ?? 'silence', soundFolder)
  const variables = {
    CF_HEARD: track.heardFile,
    CF_SECONDS: String(seconds),
    CF_FILE: sound.file,
  }
  await ami.action('Originate', {
    Channel: `PJSIP/${to}@main`,
    Context: callerContext,
    Exten: sound.exten,
    Priority: 1,
    Timeout: 3_600_000,
    CallerID: `"${fromName.replace(/["\\]/g, '\\$&')}" <${from}>`,
    Async: true,
    ChannelId: id,
    Variable: Object.entries(variables).map(([name, value]) => `${name}=${value}`),
  })
  if (options.dtmf) {
    const digits = options.dtmf
    track.answer.promise.then(() => press(ami, track, digits)).catch(() => {})
  }
  const timer = setTimeout(() => void giveUp(ami, track, 'timeout'), ringSeconds * 1000)
  track.answer.promise.finally(() => clearTimeout(timer)).catch(() => {})
}

async function press(ami: AmiClient, track: CallTrack, digits: string): Promise<void> {
  for (const digit of digits) {
    await ami.action('PlayDTMF', { Channel: track.channel ?? '', Digit: digit, Duration: 120 })
    await sleep(220)
  }
}

async function giveUp(ami: AmiClient, track: CallTrack, why: 'hangup' | 'timeout'): Promise<void> {
  if (!track.channel) return
  if (!track.isAnswered) track.ourEnd ??= why
  // Over already: the report says how.
  await ami.action('Hangup', { Channel: track.channel, Cause: 16 }).catch(() => {})
}

/** Connects to the simulator's Asterisk to place calls. Throws when it is not running. */
export async function connectPstn({ amiPort, secret, folders }: PstnOptions): Promise<Pstn> {
  const tracks = new Map<string, CallTrack>()
  const onEvent = (event: AmiMessage) => {
    const id = event.get('Uniqueid') ?? event.get('DestUniqueid') ?? ''
    const track = tracks.get(id)
    track?.apply(event)
    if (event.event === 'Hangup') tracks.delete(id)
  }
  const ami = createAmiClient({
    host: '127.0.0.1',
    port: amiPort,
    user: carrierUser,
    secret,
    onEvent,
    onState: ({ state }) => {
      if (state !== 'down') return
      for (const track of tracks.values())
        track.lose('The simulated public network went away during the call.')
      tracks.clear()
    },
  })
  ami.start()
  await ami.whenUp(10_000)
  return {
    async placeCall(options) {
      const id = `call-${randomUUID()}`
      const track = new CallTrack(join(folders.spool, `${id}.wav`))
      tracks.set(id, track)
      try {
        await dial(ami, id, track, options, join(folders.spool, 'sounds'))
      } catch (error) {
        tracks.delete(id)
        throw error
      }
      return {
        answered: () => track.answer.promise,
        sendDtmf: (digits) => press(ami, track, digits),
        heard: (lastMs) => track.hear(lastMs),
        hangup: () => giveUp(ami, track, 'hangup'),
        ended: () => track.end.promise,
      }
    },
    collected: () => parseCollected(readText(join(folders.log, collectedFileName)) ?? ''),
    close: () => ami.close(),
  }
}
