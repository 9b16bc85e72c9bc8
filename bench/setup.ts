import { addBareDialplan, bareCaller, bareNumber } from './support/bare-dialplan.ts'
import { runBench } from './support/bench.ts'
import { addresses, whenRecorded } from './support/floor.ts'
import { pushPhone, seatAgents } from './support/phones.ts'
import { answerCalls, placeCalls, type SeenCall } from './support/sipp.ts'
import { compare } from './support/statistics.ts'

/** Calls of each side. Both sides go on at once, half a step apart, so each sees the same machine. */
const callsPerSide = 150
const everyMs = 400
const talkMs = 600
const agents = 12
const warmUp = 10
const goalMs = 25

const setupMs = (calls: SeenCall[]) =>
  calls.slice(warmUp).map(({ invitedAt, answeredAt }) => answeredAt - invitedAt)

await runBench({
  name: 'setup',
  unit: 'ms',
  async measure({ stack, floor, scratch, say, later }) {
    const phones = await answerCalls(scratch, addresses.phones)
    later(() => phones.stop())
    say(`seating ${agents} agents`)
    await seatAgents(stack, floor, agents, phones)
    await pushPhone(stack, 'bench-phone', phones)
    await addBareDialplan(stack, 'bench-phone')
    say(`${callsPerSide} calls to each side`)
    const shared = { folder: scratch, target: stack.asterisk.sip, everyMs, talkMs }
    const calls = callsPerSide + warmUp
    const [ours, bare] = await Promise.all([
      placeCalls({
        ...shared,
        calls,
        host: addresses.carrier,
        caller: '+14155550100',
        number: floor.queue.number,
      }),
      new Promise((resolve) => setTimeout(resolve, everyMs / 2)).then(() =>
        placeCalls({
          ...shared,
          calls,
          host: addresses.bareCaller,
          caller: bareCaller,
          number: bareNumber,
        }),
      ),
    ])
    // Proof that they took our route.
    await whenRecorded(stack, floor.queue.id, calls)
    const main = compare(setupMs(ours), setupMs(bare))
    return {
      main,
      goal: { text: `added p95 ≤ ${goalMs} ms`, met: main.added.p95 <= goalMs },
      notes: {
        measured: 'INVITE sent to 200 received, at the caller',
        ours: 'number → route → recording → queue → agent, with the API listening',
        bare: 'NoOp, Dial, Hangup, in the same Asterisk at the same time',
        rate: `${2000 / everyMs} calls/s, taken in turns`,
      },
    }
  },
})
