import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StackError } from '../home/errors.ts'
import { run } from '../home/run.ts'
import { formatWav, parseWav, type Sound } from './wav.ts'

/** What an outgoing caller says: a tone, speech, silence, or a WAV file by its path. */
export type Play = 'tone' | 'speech' | 'silence' | (string & {})

const telephoneRate = 8000

/** Converts to 8 kHz; downwards each new sample is the mean of those it stands for. */
export function toTelephoneRate({ rate, samples }: Sound): Sound {
  if (rate === telephoneRate) return { rate, samples }
  const step = rate / telephoneRate
  const made = new Float64Array(Math.floor(samples.length / step))
  for (let i = 0; i < made.length; i++) {
    const from = Math.floor(i * step)
    const to = Math.max(from + 1, Math.floor((i + 1) * step))
    let sum = 0
    for (let k = from; k < to; k++) sum += samples[k] ?? 0
    made[i] = sum / (to - from)
  }
  return { rate: telephoneRate, samples: made }
}

const sentence =
  'Hello, this is a test call. I would like to speak with somebody about my last order, please.'

/** A shipped prompt of Asterisk's, where this machine has no speech synthesiser. */
const shippedSpeech = 'demo-congrats'

async function speechFile(folder: string): Promise<string> {
  const raw = join(folder, `speech.${process.pid}.raw.wav`)
  try {
    await run(['espeak-ng', '-s', '150', '-w', raw, sentence])
    return writeSound(join(folder, 'speech'), parseWav(readFileSync(raw)))
  } catch (error) {
    if (error instanceof StackError) return shippedSpeech
    throw error
  } finally {
    rmSync(raw, { force: true })
  }
}

function writeSound(path: string, sound: Sound): string {
  writeFileSync(`${path}.wav`, formatWav(toTelephoneRate(sound)))
  chmodSync(`${path}.wav`, 0o644)
  return path
}

/**
 * Makes a play kind ready: the carrier's dialplan extension and, for `file`, the sound
 * without its extension. Throws StackError `noSound` or `notWav`.
 */
export async function prepareSound(
  play: Play,
  folder: string,
): Promise<{ exten: 'tone' | 'silence' | 'file'; file: string }> {
  if (play === 'tone') return { exten: 'tone', file: '' }
  if (play === 'silence') return { exten: 'silence', file: '' }
  mkdirSync(folder, { recursive: true })
  if (play === 'speech') return { exten: 'file', file: await speechFile(folder) }
  let bytes: Buffer
  try {
    bytes = readFileSync(play)
  } catch (error) {
    throw new StackError(
      'noSound',
      `The sound ${play} cannot be read; give tone, speech, silence or the path of a WAV file.`,
      { cause: error },
    )
  }
  const name = `played-${process.pid}-${Math.random().toString(36).slice(2, 8)}`
  return { exten: 'file', file: writeSound(join(folder, name), parseWav(bytes)) }
}
