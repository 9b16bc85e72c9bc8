import { eventually } from '@callfloor/stack'
import { type Ground, runBench } from './support/bench.ts'
import { addresses } from './support/floor.ts'
import { gatherCrowd } from './support/gather-crowd.ts'
import { openLive } from './support/live.ts'
import { signIn } from './support/people.ts'
import { seatAgents, whenReady } from './support/phones.ts'
import { readRawAmi } from './support/raw-ami.ts'
import { type Sighting, Sightings } from './support/sightings.ts'
import { answerCalls, placeCalls } from './support/sipp.ts'
import { type Comparison, compare } from './support/statistics.ts'

const clients = 500
const eventsPerSecond = 20
const agents = 12
const talkMs = 1_500
const callsPerRound = 60
const rounds = 2
/** Moments of a call that are seen on both sides. */
const momentsPerCall = 5
const goals = { idleMs: 5, loadedMs: 20 }

type Round = { pairs: Sighting[]; perSecond: number }

/** Places calls while a raw reader and a client of ours listen side by side. */
async function watchCalls(
  { stack, floor, scratch }: Ground,
  cookie: string,
  calls: number,
  everyMs: number,
): Promise<Round & { messages: number }> {
  const sightings = new Sightings()
  // Connected after everybody else in the room: whoever is told last.
  const live = await openLive(stack.url, cookie)
  live.on('event', (message) => sightings.see(message))
  const close = await readRawAmi(stack, (event) => sightings.hear(event))
  try {
    const from = performance.now()
    await placeCalls({
      folder: scratch,
      host: addresses.carrier,
      caller: '+14155550100',
      number: floor.queue.number,
      target: stack.asterisk.sip,
      calls,
      everyMs,
      talkMs,
    })
    await eventually(
      () => {
        const seen = sightings.pairs().length
        const wanted = calls * momentsPerCall
        if (seen < wanted) throw new Error(`${seen} of ${wanted} events came on both sides.`)
      },
      { timeoutMs: 15_000 },
    )
    const seconds = (performance.now() - from) / 1000
    const { messages } = sightings
    return { pairs: sightings.pairs(), messages, perSecond: messages / seconds }
  } finally {
    live.disconnect()
    close()
  }
}

function compareRounds(list: Round[]): Comparison {
  const pairs = list.flatMap((round) => round.pairs)
  return compare(
    pairs.map(({ live, madeAt }) => live - madeAt),
    pairs.map(({ raw, madeAt }) => raw - madeAt),
    pairs.map(({ live, raw }) => live - raw),
  )
}

const rateOf = (list: Round[]) =>
  Math.round(list.reduce((sum, round) => sum + round.perSecond, 0) / list.length)

await runBench({
  name: 'events',
  unit: 'ms',
  async measure(ground) {
    const { stack, floor, scratch, say, later } = ground
    const phones = await answerCalls(scratch, addresses.phones)
    later(() => phones.stop())
    say(`seating ${agents} agents, signing managers in`)
    await seatAgents(stack, floor, agents, phones)
    const [watcher = '', ...others] = await Promise.all(
      floor.viewers.map(({ email }) => signIn(stack, email)),
    )
    const warmUp = await watchCalls(ground, watcher, 10, 500)
    const everyMs = Math.floor((1000 * (warmUp.messages / 10)) / (eventsPerSecond * 1.1))
    say(`a call makes ${warmUp.messages / 10} live events; one call each ${everyMs} ms`)
    const idle: Round[] = []
    const loaded: Round[] = []
    let received = 0
    for (let round = 1; round <= rounds; round++) {
      say(`round ${round} of ${rounds}: alone`)
      await whenReady(stack, floor.queue.id, agents)
      idle.push(await watchCalls(ground, watcher, callsPerRound, everyMs))
      say(`round ${round} of ${rounds}: among ${clients} clients`)
      const cookies = others.slice(0, clients / 20)
      const crowd = await gatherCrowd({ url: stack.url, cookies, each: 20 })
      later(() => crowd.leave())
      loaded.push(await watchCalls(ground, watcher, callsPerRound, everyMs))
      const report = await crowd.report()
      if (report.connected !== clients || report.lost > 0) {
        throw new Error(
          `Of ${clients} clients ${report.connected} came and ${report.lost} were lost.`,
        )
      }
      received += report.received
      await crowd.leave()
    }
    const [main, among] = [compareRounds(idle), compareRounds(loaded)]
    return {
      main,
      parts: { [`among ${clients} clients`]: among },
      goal: {
        text: `added p99 ≤ ${goals.idleMs} ms alone, ≤ ${goals.loadedMs} ms among ${clients} clients`,
        met: main.added.p99 <= goals.idleMs && among.added.p99 <= goals.loadedMs,
      },
      notes: {
        measured: "from Asterisk's own stamp of an event to its receipt, both in one process",
        ours: 'live socket of a manager through the public port, last of the room',
        bare: 'plain AMI socket, all events, cut at the empty line',
        eventsPerSecondAlone: rateOf(idle),
        eventsPerSecondAmongClients: rateOf(loaded),
        messagesTheCrowdReceived: received,
      },
    }
  },
})
