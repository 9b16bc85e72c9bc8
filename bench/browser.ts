import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { agentObjects } from '@callfloor/asterisk'
import { eventually, formatWav } from '@callfloor/stack'
import { type Browser, chromium, type Page } from '@playwright/test'
import { addBareDialplan, bareCaller, bareNumber } from './support/bare-dialplan.ts'
import { serveBarePhone } from './support/bare-phone/serve.ts'
import { type Ground, runBench } from './support/bench.ts'
import { addresses } from './support/floor.ts'
import { clockAheadBy, giveEars, heardIn, listenAgain } from './support/page-ears.ts'
import { password } from './support/people.ts'
import { pushObjects, whenReady } from './support/phones.ts'
import { compare } from './support/statistics.ts'
import { placeToneCall, within } from './support/tone-caller.ts'

const runs = 20
const warmUp = 2
const goals = { ratio: 1.15, p95Ms: 300 }
/** What the fake microphone says, and what the caller says. */
const agentHz = 620
const callerHz = 1004
const barePhone = 'bench-phone'

/** From the click on Answer, in ms. */
type Answered = { agentHears: number; callerHears: number }

async function launchBrowser(scratch: string): Promise<Browser> {
  const rate = 48_000
  const samples = Float64Array.from(
    { length: rate * 5 },
    (_, i) => 0.4 * Math.sin((2 * Math.PI * agentHz * i) / rate),
  )
  const microphone = join(scratch, 'microphone.wav')
  writeFileSync(microphone, formatWav({ rate, samples }))
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${microphone}`,
      '--allow-loopback-in-peer-connection',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ permissions: ['microphone', 'notifications'] })
  const page = await context.newPage()
  await giveEars(page)
  return page
}

/** The desk of an agent who is signed in and Available. */
async function openDesk({ stack, floor }: Ground, browser: Browser): Promise<Page> {
  const page = await openPage(browser)
  await page.goto(`${stack.url}/login`)
  await page.getByLabel('E-mail address').fill(floor.deskAgent.email)
  await page.getByLabel('Password', { exact: true }).fill(password())
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/login'))
  await page.goto(`${stack.url}/desk`)
  await eventually(
    async () => {
      await page.getByRole('button', { name: /^Status/ }).click({ timeout: 3_000 })
      await page.getByRole('menuitem', { name: 'Available' }).click({ timeout: 3_000 })
      await whenReady(stack, floor.desk.id, 1, 3_000)
    },
    { timeoutMs: 40_000 },
  )
  return page
}

async function openBarePhone(ground: Ground, browser: Browser): Promise<Page> {
  const { stack, floor, later } = ground
  const secret = 'bench-phone-password'
  const account = { agentId: 'bench', tenantId: floor.tenantId, secret, mediaAddress: '127.0.0.1' }
  const objects = agentObjects(barePhone, account)
  await pushObjects(stack, barePhone, {
    ...objects,
    endpoint: { ...objects.endpoint, accountcode: '' },
  })
  await addBareDialplan(stack, barePhone)
  const served = await serveBarePhone()
  later(() => served.close())
  const page = await openPage(browser)
  const socket = `ws://${new URL(stack.asterisk.ari.url).host}/ws`
  const settings = new URLSearchParams({ user: barePhone, password: secret, socket })
  await page.goto(`${served.url}/?${settings}`)
  await page.waitForFunction(() => document.title === 'registered', null, { timeout: 15_000 })
  return page
}

/** One call to a page: rings, is answered by a click, both hear each other, the caller hangs up. */
async function answerOne(
  { stack }: Ground,
  page: Page,
  from: { host: string; caller: string; number: string },
): Promise<Answered> {
  const ahead = await clockAheadBy(page)
  await listenAgain(page)
  const call = await placeToneCall({
    ...from,
    target: stack.asterisk.sip,
    speaks: callerHz,
    listensFor: agentHz,
  })
  const answer = page.getByRole('button', { name: 'Answer', exact: true })
  await answer.click()
  const inPage = within(15_000, heardIn(page), 'The agent hears no tone.')
  const [{ clickedAt, heardAt }, callerHeardAt] = await Promise.all([inPage, call.heard])
  await call.hangUp()
  await answer.waitFor({ state: 'hidden' })
  return { agentHears: heardAt - clickedAt, callerHears: callerHeardAt - (clickedAt - ahead) }
}

const bothWays = ({ agentHears, callerHears }: Answered) => Math.max(agentHears, callerHears)

await runBench({
  name: 'browser',
  unit: 'ms',
  parts: ['web'],
  async measure(ground) {
    const { stack, floor, scratch, say, later } = ground
    const browser = await launchBrowser(scratch)
    later(() => browser.close())
    say('opening the desk and the bare phone')
    const desk = await openDesk(ground, browser)
    const phone = await openBarePhone(ground, browser)
    say(`${runs} calls to each, in turns`)
    const ours: Answered[] = []
    const bare: Answered[] = []
    for (let run = 0; run < warmUp + runs; run++) {
      await whenReady(stack, floor.desk.id, 1)
      const { number } = floor.desk
      ours.push(
        await answerOne(ground, desk, {
          host: addresses.carrier,
          caller: '+14155550100',
          number,
        }),
      )
      bare.push(
        await answerOne(ground, phone, {
          host: addresses.bareCaller,
          caller: bareCaller,
          number: bareNumber,
        }),
      )
    }
    const sides = [ours.slice(warmUp), bare.slice(warmUp)] as const
    const compareBy = (measure: (answered: Answered) => number) =>
      compare(sides[0].map(measure), sides[1].map(measure))
    const main = compareBy(bothWays)
    return {
      main,
      parts: {
        'the agent hears the caller': compareBy(({ agentHears }) => agentHears),
        'the caller hears the agent': compareBy(({ callerHears }) => callerHears),
      },
      goal: {
        text: `ratio ≤ ${goals.ratio}, p95 ≤ ${goals.p95Ms} ms`,
        met: main.ratio <= goals.ratio && main.percentiles.ours.p95 <= goals.p95Ms,
      },
      notes: {
        measured: 'from the click on Answer until each has heard the other',
        ours: "the agent's desk in Chromium, a call through number, route and queue",
        bare: 'JsSIP, a button and an audio element, warm microphone; Dial() in the same Asterisk',
      },
    }
  },
})
