import type { LiveMessage } from '@callfloor/contracts'
import { eventually } from '@callfloor/stack'
import { type Ground, runBench } from './support/bench.ts'
import type { CrowdReport } from './support/crowd.ts'
import { addresses } from './support/floor.ts'
import { gatherCrowd } from './support/gather-crowd.ts'
import { type LiveSocket, openLive } from './support/live.ts'
import { signIn } from './support/people.ts'
import { seatAgents, whenReady } from './support/phones.ts'
import { readRawAmi } from './support/raw-ami.ts'
import { type Sighting, Sightings } from './support/sightings.ts'
import { answerCalls, placeCalls } from './support/sipp.ts'
import { type Comparison, compare } from './support/statistics.ts'

const clients = 500
const eventsPerSecond = 20
const agents = 12
const warmUpCalls = 30
const talkMs = 1_500
const callsPerRound = 60
const rounds = 2
/** Moments of a call that are seen on both sides. */
const momentsPerCall = 5
const goals = { idleMs: 5, loadedMs: 20 }

type Round = { pairs: Sighting[]; perSecond: number }

/** Places calls while a raw reader and clients of ours listen side by side. */
async function watchCalls(
  { stack, floor, scratch }: Ground,
  clients: LiveSocket[],
  calls: number,
  everyMs: number,
): Promise<Round & { messages: number }> {
  const watches = clients.map((client) => {
    const sightings = new Sightings()
    const see = (...messages: LiveMessage[]) => {
      for (const message of messages) sightings.see(message)
    }
    client.on('event', see)
    return { sightings, stop: () => void client.off('event', see) }
  })
  const close = await readRawAmi(stack, (event) => {
    for (const { sightings } of watches) sightings.hear(event)
  })
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
    const pairsNow = () => watches.flatMap(({ sightings }) => sightings.pairs())
    await eventually(
      () => {
        const [seen, wanted] = [pairsNow().length, calls * momentsPerCall * clients.length]
        if (seen < wanted) throw new Error(`${seen} of ${wanted} events came on both sides.`)
      },
      { timeoutMs: 15_000 },
    )
    const seconds = (performance.now() - from) / 1000
    const messages = watches[0]?.sightings.messages ?? 0
    return { pairs: pairsNow(), messages, perSecond: messages / seconds }
  } finally {
    for (const { stop } of watches) stop()
    close()
  }
}

/** Three clients among `cookies.length * 20` others: the first, the middle and the last to be told. */
async function joinCrowd(url: string, own: string, cookies: string[]) {
  const half = Math.ceil(cookies.length / 2)
  const first = await openLive(url, own)
  const before = await gatherCrowd({ url, cookies: cookies.slice(0, half), each: 20 })
  const middle = await openLive(url, own)
  const after = await gatherCrowd({ url, cookies: cookies.slice(half), each: 20 })
  const last = await openLive(url, own)
  const sockets = [first, middle, last]
  return {
    sockets,
    async report() {
      const reports = await Promise.all([before.report(), after.report()])
      const sum = (name: keyof CrowdReport) =>
        reports.reduce((total, report) => total + report[name], 0)
      return { connected: sum('connected'), received: sum('received'), lost: sum('lost') }
    },
    async leave() {
      for (const socket of sockets) socket.disconnect()
      await Promise.all([before.leave(), after.leave()])
    },
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
    const alone = await openLive(stack.url, watcher)
    const warmUp = await watchCalls(ground, [alone], warmUpCalls, 500)
    const perCall = warmUp.messages / warmUpCalls
    const everyMs = Math.floor((1000 * perCall) / (eventsPerSecond * 1.1))
    say(`a call makes ${perCall.toFixed(1)} live events; one call each ${everyMs} ms`)
    const idle: Round[] = []
    const loaded: Round[] = []
    let received = 0
    for (let round = 1; round <= rounds; round++) {
      say(`round ${round} of ${rounds}: alone`)
      await whenReady(stack, floor.queue.id, agents)
      idle.push(await watchCalls(ground, [alone], callsPerRound, everyMs))
      say(`round ${round} of ${rounds}: among ${clients} clients`)
      const crowd = await joinCrowd(stack.url, watcher, others.slice(0, clients / 20))
      later(() => crowd.leave())
      loaded.push(await watchCalls(ground, crowd.sockets, callsPerRound, everyMs))
      const report = await crowd.report()
      if (report.connected !== clients || report.lost > 0) {
        throw new Error(
          `Of ${clients} clients ${report.connected} came and ${report.lost} were lost.`,
        )
      }
      received += report.received
      await crowd.leave()
    }
    alone.disconnect()
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
        ours: 'live socket of a manager through the public port; in the crowd the first, middle and last',
        bare: 'plain AMI socket, all events, cut at the empty line',
        eventsPerSecondAlone: rateOf(idle),
        eventsPerSecondAmongClients: rateOf(loaded),
        framesTheCrowdReceived: received,
      },
    }
  },
})
