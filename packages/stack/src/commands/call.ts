import { StackError } from '../home/errors.ts'
import type { Home } from '../home/paths.ts'
import { connectPstn } from '../pstn/carrier.ts'
import { readAccess } from '../stack.ts'
import { say, spoken } from './output.ts'

export type CallOptions = {
  from?: string
  fromName?: string
  play?: string
  seconds?: number
  ring?: number
  dtmf?: string
  json?: boolean
}

const e164 = /^\+[1-9]\d{6,14}$/

function assertNumber(number: string): void {
  if (e164.test(number)) return
  throw new StackError(
    'badNumber',
    `"${number}" is not a telephone number. Write it with a plus and the country code, such as +12025550100.`,
  )
}

/** `call NUMBER`: the simulator places a real SIP call and tells what its caller lived. */
export async function call(home: Home, number: string, options: CallOptions): Promise<void> {
  assertNumber(number)
  if (options.from !== undefined) assertNumber(options.from)
  const access = readAccess(home)
  if (!access.demo) {
    throw new StackError(
      'noPstn',
      'The simulated telephone network runs only with the demo on: ./callfloor up without --no-demo.',
    )
  }
  const pstn = await connectPstn({
    amiPort: access.ports.pstnAmi,
    secret: access.secrets.pstnAmi,
    folders: access.home.pstn,
  })
  try {
    const placed = await pstn.placeCall({
      to: number,
      ...(options.from === undefined ? {} : { from: options.from }),
      ...(options.fromName === undefined ? {} : { fromName: options.fromName }),
      ...(options.dtmf === undefined ? {} : { dtmf: options.dtmf }),
      play: options.play ?? 'speech',
      seconds: options.seconds ?? 30,
      ringSeconds: options.ring ?? 60,
    })
    const stop = () => void placed.hangup()
    process.once('SIGINT', stop)
    const report = await placed.ended()
    process.off('SIGINT', stop)
    if (options.json) {
      say(JSON.stringify(report))
      return
    }
    say(`${number}: ${report.result}${report.sipCode ? ` (SIP ${report.sipCode})` : ''}`)
    if (report.answeredMs !== null) {
      say(`  answered after ${spoken(report.answeredMs)}, lasted ${spoken(report.durationMs)}`)
      say(
        `  heard: level ${report.heard.rms.toFixed(3)}, strongest at ${Math.round(report.heard.peakHz)} Hz`,
      )
    }
  } finally {
    await pstn.close()
  }
}
