import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '@callfloor/stack'
import type { Address } from './phones.ts'
import { callerScenario, phoneScenario } from './sipp-scenarios.ts'

/** Binds a UDP port for a moment; 0 is any that is free. Rejects where it is taken. */
async function bindOnce(host: string, port: number): Promise<number> {
  const socket = createSocket('udp4')
  try {
    socket.bind({ port, address: host, exclusive: true })
    await once(socket, 'listening')
    return socket.address().port
  } finally {
    socket.close()
  }
}

/** A UDP port that is free now at `host`. */
export const freePort = (host: string): Promise<number> => bindOnce(host, 0)

type Running = {
  /** Resolves with the exit code. */
  ended: Promise<number>
  stop(): Promise<void>
}

function start(args: string[], errorFile: string): Running {
  const child = spawn('sipp', [...args, '-nostdin', '-trace_err', '-error_file', errorFile], {
    stdio: 'ignore',
  })
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', () =>
      reject(new Error('sipp is not installed. Install it with: apt-get install sip-tester')),
    )
    child.once('exit', (code) => resolve(code ?? 1))
  })
  ended.catch(() => {})
  return {
    ended,
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

let files = 0
const fileIn = (folder: string, kind: string) => join(folder, `sipp-${++files}.${kind}`)

/** Telephones at one address that answer every call at once; they echo what they hear. */
export async function answerCalls(folder: string, host: string): Promise<Running & Address> {
  const scenario = fileIn(folder, 'xml')
  writeFileSync(scenario, phoneScenario())
  const port = await freePort(host)
  const args = ['-sf', scenario, '-i', host, '-p', `${port}`, '-mi', host]
  const running = start([...args, ...(await mediaPorts(host)), '-rtp_echo'], fileIn(folder, 'err'))
  const listens = async () => {
    const free = await bindOnce(host, port).then(
      () => true,
      () => false,
    )
    if (free) throw new Error('The telephones do not listen.')
  }
  try {
    await eventually(listens, { timeoutMs: 5_000 })
  } catch (error) {
    await running.stop()
    throw error
  }
  return { ...running, host, port }
}

// The port RTP comes to, two above it, and those streams are sent from; RTP wants an even one.
async function mediaPorts(host: string): Promise<string[]> {
  const first = (await freePort(host)) & ~1
  return ['-mp', `${first}`]
}

export type CallerOptions = {
  folder: string
  /** The caller's own address. */
  host: string
  /** User part of From. */
  caller: string
  number: string
  target: Address
  calls: number
  /** Milliseconds from one call to the next. */
  everyMs: number
  talkMs: number
  /** µ-law file to speak with. */
  sound?: string
}

/** One call as its caller saw it, in ms since the epoch to the microsecond. */
export type SeenCall = { invitedAt: number; answeredAt: number }

/**
 * Places `calls` calls at a steady rate and returns each. Throws when one of them failed: a
 * figure that leaves out what went wrong is worth nothing.
 */
export async function placeCalls(options: CallerOptions): Promise<SeenCall[]> {
  const { folder, host, caller, number, target, calls, everyMs, talkMs, sound } = options
  const [scenario, trace, errors] = ['xml', 'tsv', 'err'].map((kind) => fileIn(folder, kind))
  if (!scenario || !trace || !errors) throw new Error('no files')
  writeFileSync(scenario, callerScenario(talkMs, sound))
  const patience = Math.ceil((calls * everyMs + talkMs) / 1000) + 30
  const running = start(
    [
      ...['-sf', scenario, `${target.host}:${target.port}`],
      ...['-i', host, '-p', `${await freePort(host)}`, '-mi', host, ...(await mediaPorts(host))],
      ...['-key', 'number', number, '-key', 'caller', caller],
      ...['-r', '1', '-rp', `${everyMs}`, '-m', `${calls}`, '-l', `${calls}`],
      // Answers the UPDATE with which Asterisk tells who was reached.
      '-aa',
      ...['-trace_shortmsg', '-shortmessage_file', trace],
      ...['-timeout', `${patience}s`, '-timeout_error'],
    ],
    errors,
  )
  const code = await running.ended
  const seen = readTrace(readFileSync(trace, 'utf8'))
  if (code !== 0 || seen.length < calls) {
    const why = readTail(errors)
    throw new Error(
      `${seen.length} of ${calls} calls were answered (sipp ended with ${code}). ${why}`,
    )
  }
  return seen
}

function readTail(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(-600)
  } catch {
    return ''
  }
}

/**
 * Reads SIPp's short message trace: date, time, epoch seconds, S or R, Call-ID, CSeq, first line.
 * Its own response times come from a clock of 4 ms; these stamps have microseconds. Repeated
 * requests count from the first.
 */
export function readTrace(text: string): SeenCall[] {
  const invited = new Map<string, number>()
  const answered = new Map<string, number>()
  for (const line of text.split('\n')) {
    const [, , seconds, direction, callId, cseq, first] = line.split('\t')
    if (callId === undefined || !cseq?.endsWith('INVITE')) continue
    const at = Number(seconds) * 1000
    if (direction === 'S' && first?.startsWith('INVITE')) keepFirst(invited, callId, at)
    if (direction === 'R' && first?.startsWith('SIP/2.0 200')) keepFirst(answered, callId, at)
  }
  return [...answered].flatMap(([callId, answeredAt]) => {
    const invitedAt = invited.get(callId)
    return invitedAt === undefined ? [] : [{ invitedAt, answeredAt }]
  })
}

function keepFirst(map: Map<string, number>, key: string, at: number): void {
  if (!map.has(key)) map.set(key, at)
}
