// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what Asterisk would expand, if it did.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseCelLine, parseQueueLogLine } from '@callfloor/asterisk'
import { demoQueues } from '@callfloor/domain'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../src/index.ts'
import {
  everythingLogged,
  type Floor,
  givenFloor,
  newNumber,
  recordFiles,
} from './support/given-floor.ts'
import { givenRawAmi, type RawAmi } from './support/raw-ami.ts'
import { givenSipSender, type SipSender } from './support/sip-sender.ts'

const support = demoQueues[0]?.number ?? ''
/** An event of Asterisk's, hidden behind an encoded line break. */
const forged = '%0D%0AEvent:%20Forged%0D%0A%0D%0A'
let floor: Floor
let ami: RawAmi
/** At the trunk's address, and at one that is nobody's. */
let carrier: SipSender
let stranger: SipSender
let planted: string

beforeAll(async () => {
  floor = await givenFloor()
  ami = await givenRawAmi(floor.stack)
  carrier = await givenSipSender('127.0.0.2', floor.stack.asterisk.sip)
  stranger = await givenSipSender('127.0.0.3', floor.stack.asterisk.sip)
  planted = join(floor.stack.asterisk.folders.spool, 'planted')
})
afterEach(async () => {
  await floor.quiet()
  await nothingHappened()
})
afterAll(async () => {
  carrier?.close()
  stranger?.close()
  ami?.close()
  await floor.close()
})

const channelsSoFar = async () => {
  const said = await floor.stack.asterisk.cli('core show channels count')
  return Number(/(\d+) calls? processed/.exec(said)?.[1])
}

/** Whatever was sent: no event, line or file of the sender's making. */
async function nothingHappened(): Promise<void> {
  await ami.inStep()
  expect(ami.text()).not.toMatch(/[\r\n]Event: Forged/)
  expect(ami.text()).not.toContain('uid=')
  expect(existsSync(planted)).toBe(false)
  expect(everythingLogged(floor.home)).not.toContain('uid=')
  const { cel, queueLog } = recordFiles(floor.home)
  const lines = (paths: string[]) =>
    paths.flatMap((path) => readFileSync(path, 'utf8').split('\n').filter(Boolean))
  for (const line of lines(cel)) expect(() => parseCelLine(line), line).not.toThrow()
  for (const line of lines(queueLog)) expect(() => parseQueueLogLine(line), line).not.toThrow()
}

/** Waits until AMI tells that this caller waits in a queue. */
const queued = (from: string) => () =>
  eventually(
    () =>
      expect(ami.events('QueueCallerJoin').filter((e) => e.CallerIDNum === from)).toHaveLength(1),
    { timeoutMs: 10_000 },
  )

/** A caller from the network gets through to Support. */
async function aNormalCallWorks(): Promise<void> {
  const from = newNumber()
  const call = await floor.stack.pstn.placeCall({ to: support, from })
  await call.answered()
  await eventually(() => expect(call.heard().rms).toBeGreaterThan(0.001), { timeoutMs: 10_000 })
  await call.hangup()
  expect((await floor.recordOf(from)).outcome).toBe('abandoned')
}

describe('an identity with an encoded line break', () => {
  test.each([
    ['in From', { from: `<sip:+1202555${forged}@127.0.0.2>` }],
    ['in From, lower case', { from: '<sip:+1202555%0d%0aEvent:%20Forged@127.0.0.2>' }],
    ['alone, without carriage return', { from: '<sip:+1202555%0AEvent:%20Forged@127.0.0.2>' }],
    ['in a tel: From', { from: `<tel:+12025550190;phone-context=x${forged}>` }],
    ['in P-Asserted-Identity', { headers: [`P-Asserted-Identity: <sip:+1202${forged}@x>`] }],
    [
      'in the second P-Asserted-Identity',
      {
        headers: [
          'P-Asserted-Identity: <sip:+12025550190@x>',
          `P-Asserted-Identity: <tel:+1202${forged}>`,
        ],
      },
    ],
    ['in Remote-Party-ID', { headers: [`Remote-Party-ID: <sip:+1202${forged}@x>;party=calling`] }],
    ['in Diversion', { headers: [`Diversion: <sip:+1202${forged}@x>;reason=user-busy`] }],
    ['as a NUL', { from: '<sip:+1202555%00Event@127.0.0.2>' }],
  ])('%s is refused, and never becomes a channel', async (_, invite) => {
    const before = await channelsSoFar()
    // What the parser does not take for a tel: URI is dropped without an answer.
    expect(await carrier.invite({ user: support, ...invite })).toBe(404)
    expect(await channelsSoFar()).toBe(before)
  })
})

describe('what only looks like a number', () => {
  test.each([
    ['a dialplan expression', '%24%7BSHELL(id)%7D'],
    ['a number and an expression', `${support}%24%7BSHELL(touch%20/tmp/x)%7D`],
    ['a number and a semicolon', `${support}%3Bid`],
    ['two destinations', `${support}&${support}`],
    ['a number with spaces', '%2B1202%20555%200100'],
    ['a number with a line break', `${support}${forged}`],
    ['twenty-one digits', '1'.repeat(21)],
    ['an application', 's,1,System(id)'],
  ])('%s is not found, and never becomes a channel', async (_, user) => {
    const before = await channelsSoFar()
    expect(await carrier.invite({ user })).toBe(404)
    expect(await channelsSoFar()).toBe(before)
  })
})

describe('a caller with a hostile name', () => {
  const name = '😈漢字عربى\u202e'.repeat(190)
  test.each([
    ['of four kilobytes with quotes', `"${name}\\"\\\\,|;</script>"`],
    ['that is a program', `"\${SHELL(id)}\${SYSTEM(touch %PLANTED%)}"`],
    ['with a carriage return in it', '"a\rEvent: Forged\r"'],
    ['that asks for AMI', '"x\\"\\\\r\\\\nAction: Command\\\\r\\\\n"'],
  ])('%s reaches the queue as text', async (_, written) => {
    const from = newNumber()
    const display = written.replace('%PLANTED%', planted)
    const sent = { user: support, from: `${display} <sip:${from}@127.0.0.2>` }
    expect(await carrier.invite({ ...sent, until: queued(from) })).toBe(200)
    const record = await floor.recordOf(from)
    expect(record.outcome).toBe('abandoned')
    expect(record.caller_name.length).toBeGreaterThan(0)
    expect(await floor.callsFrom(from)).toHaveLength(1)
  })

  test('whose number is a program is written down as it is', async () => {
    const before = await channelsSoFar()
    const number = `\${SHELL(id)}${newNumber()}`
    const from = `<sip:${encodeURIComponent(number)}@127.0.0.2>`
    expect(await carrier.invite({ user: support, from, until: queued(number) })).toBe(200)
    expect(await channelsSoFar()).toBe(before + 1)
    expect((await floor.recordOf(number)).outcome).toBe('abandoned')
  })

  test('who calls by tel: URIs is a caller like any other', async () => {
    const from = newNumber()
    const sent = { user: support, uri: `tel:${support}`, from: `<tel:${from}>` }
    expect(await carrier.invite({ ...sent, until: queued(from) })).toBe(200)
    expect((await floor.recordOf(from)).outcome).toBe('abandoned')
  })
})

test('a stranger is refused without a channel, and one line tells of it', async () => {
  const before = await channelsSoFar()
  const log = join(floor.stack.asterisk.folders.log, 'messages.log')
  const lines = () =>
    readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line.includes('127.0.0.3') && line.includes('No matching endpoint'))
  const linesBefore = lines().length
  expect(await stranger.invite({ user: support })).toBe(401)
  expect(await channelsSoFar()).toBe(before)
  await eventually(() => expect(lines().length).toBe(linesBefore + 1), { timeoutMs: 5_000 })
})

test('what is no SIP does no harm', async () => {
  const whole = carrier.written({ user: support })
  const before = await channelsSoFar()
  for (const damaged of [
    '\r\n\r\n',
    '\0'.repeat(1_000),
    'x'.repeat(9_000),
    'INVITE\r\n\r\n',
    whole.replace('SIP/2.0\r\n', 'SIP/9.9\r\n'),
    whole.replace(/^Via: .*\r\n/m, ''),
    whole.replace(/^Call-ID: .*\r\n/m, ''),
    whole.replace(/^From: .*$/m, 'From: "never ended <sip:'),
    whole.replace(/^From: .*$/m, 'From: "a\r\nEvent: Forged\r\n" <sip:+1202@127.0.0.2>;tag=x'),
    whole.replace(/^From: .*$/m, 'From: "a\r\n Event: Forged\r\n " <sip:+1202@127.0.0.2>;tag=x'),
    whole.replace(/^CSeq: .*$/m, 'CSeq: 99999999999999999999 INVITE'),
    whole.replace('Content-Length: 0', 'Content-Length: -1'),
    whole.slice(0, whole.length / 2),
  ]) {
    carrier.send(damaged)
  }
  await aNormalCallWorks()
  expect(await channelsSoFar()).toBe(before + 1)
})

test('a flood of calls to random numbers is refused, and the floor goes on', async () => {
  const numbers = Array.from({ length: 200 }, (_, i) =>
    i % 2 ? newNumber() : `${newNumber()}${forged}`,
  )
  const statuses = await Promise.all(
    numbers.map((user, i) =>
      carrier.invite({
        user,
        from: i % 4 ? `<sip:${newNumber()}@127.0.0.2>` : `<sip:1${forged}@127.0.0.2>`,
      }),
    ),
  )
  expect(new Set(statuses)).toEqual(new Set([404]))
  await aNormalCallWorks()
})
