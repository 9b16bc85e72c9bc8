import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventually, type PartName, type Stack } from '@callfloor/stack'
import { bareQueueNumber, startBareAsterisk } from './support/bare-asterisk.ts'
import { benchHome, runBench } from './support/bench.ts'
import { type CpuSeconds, cpuSecondsOf } from './support/cpu-time.ts'
import { addresses, query, whenRecorded } from './support/floor.ts'
import { seatAgents, whenReady } from './support/phones.ts'
import { answerCalls, placeCalls } from './support/sipp.ts'
import { compare, percentile } from './support/statistics.ts'

const callsPerSecond = 20
const callsPerRound = 200
const rounds = 3
const talkMs = 2_000
/** 20 calls/s of 2 s keep 40 agents busy; some more are on their way back to ready. */
const agents = 60

type Meters = Record<string, () => number>

const seconds = (stack: Stack, part: PartName, whose: keyof CpuSeconds) => () => {
  const pid = stack.parts()[part]?.pid
  if (!pid) throw new Error(`${part} is not running`)
  return cpuSecondsOf(pid)[whose]
}

const total = (stack: Stack, part: PartName) => () =>
  seconds(stack, part, 'own')() + seconds(stack, part, 'descendants')()

/** CPU milliseconds per call that each meter counted while `work` was done. */
async function meter<M extends Meters>(
  meters: M,
  work: () => Promise<void>,
): Promise<Record<keyof M, number>> {
  const read = () => Object.entries(meters).map(([name, count]) => [name, count()] as const)
  const before = new Map(read())
  await work()
  const perCall = read().map(
    ([name, now]) => [name, ((now - (before.get(name) ?? 0)) * 1000) / callsPerRound] as const,
  )
  return Object.fromEntries(perCall) as Record<keyof M, number>
}

/** A second of a µ-law tone of 400 Hz: something that a recording has to write. */
function writeSound(path: string): string {
  const bytes = Uint8Array.from({ length: 8000 }, (_, i) => ((i / 10) % 2 < 1 ? 0x9c : 0x1c))
  writeFileSync(path, bytes)
  return path
}

/** Resolves when the last call has left Asterisk. */
const whenQuiet = (stack: Stack): Promise<void> =>
  eventually(
    async () => {
      const channels = await stack.asterisk.cli('core show channels count')
      if (!/^0 active channels/m.test(channels)) throw new Error(channels)
    },
    { timeoutMs: 20_000, everyMs: 250 },
  )

/** Resolves when every recording is encoded, so that its work is counted with its call. */
const whenEncoded = (stack: Stack, count: number): Promise<void> =>
  eventually(
    async () => {
      const [row] = await query<{ ready: number }>(
        stack,
        `select count(*)::int as ready from recordings where state = 'ready'`,
      )
      if (row?.ready !== count) throw new Error(`${row?.ready} of ${count} recordings are encoded.`)
    },
    { timeoutMs: 300_000, everyMs: 500 },
  )

await runBench({
  name: 'cpu',
  unit: 'ms CPU per call',
  async measure({ stack, floor, scratch, say, later }) {
    const phones = await answerCalls(scratch, addresses.phones)
    later(() => phones.stop())
    say('starting a bare Asterisk')
    const bareStack = await startBareAsterisk(join(benchHome, 'bare'), agents, phones)
    later(() => bareStack.stop())
    say(`seating ${agents} agents`)
    await seatAgents(stack, floor, agents, phones)
    const sound = writeSound(join(scratch, 'sound.ulaw'))
    const place = async (target: Stack, number: string) => {
      await placeCalls({
        folder: scratch,
        host: addresses.carrier,
        caller: '+14155550100',
        number,
        target: target.asterisk.sip,
        calls: callsPerRound,
        everyMs: 1000 / callsPerSecond,
        talkMs,
        sound,
      })
      await whenQuiet(target)
    }
    const meters = {
      asterisk: total(stack, 'asterisk'),
      api: seconds(stack, 'api', 'own'),
      ffmpeg: seconds(stack, 'api', 'descendants'),
      postgres: total(stack, 'postgres'),
    }
    const ours: Record<keyof typeof meters, number>[] = []
    const bare: number[] = []
    for (let round = 1; round <= rounds; round++) {
      say(`round ${round} of ${rounds}: ours`)
      await whenReady(stack, floor.queue.id, agents)
      ours.push(
        await meter(meters, async () => {
          await place(stack, floor.queue.number)
          await whenRecorded(stack, floor.queue.id, round * callsPerRound)
          await whenEncoded(stack, round * callsPerRound)
        }),
      )
      say(`round ${round} of ${rounds}: bare`)
      const bareMeters = { asterisk: total(bareStack, 'asterisk') }
      bare.push((await meter(bareMeters, () => place(bareStack, bareQueueNumber))).asterisk)
    }
    const median = (name: keyof typeof meters) =>
      Math.round(
        10 *
          percentile(
            ours.map((round) => round[name]),
            0.5,
          ),
      ) / 10
    return {
      main: compare(
        ours.map(({ asterisk, api, ffmpeg }) => asterisk + api + ffmpeg),
        bare,
      ),
      parts: {
        'Asterisk alone': compare(
          ours.map((round) => round.asterisk),
          bare,
        ),
        'without encoding': compare(
          ours.map(({ asterisk, api }) => asterisk + api),
          bare,
        ),
      },
      goal: { text: 'none: the result is stated whatever it is', met: null },
      notes: {
        measured: 'utime + stime of whole process trees, ended children included, per call',
        ours: `Asterisk + API: ${callsPerRound} recorded queue calls a round, until all is encoded`,
        bare: 'another Asterisk of the same build: Queue() alone, no listener, no CEL, no recording',
        load: `${callsPerSecond} calls/s of ${talkMs / 1000} s with G.711 both ways`,
        asteriskMs: median('asterisk'),
        apiMs: median('api'),
        ffmpegMs: `${median('ffmpeg')} (two runs a recording: encode, and decode to verify)`,
        postgresMs: `${median('postgres')} (not in the total)`,
      },
    }
  },
})
