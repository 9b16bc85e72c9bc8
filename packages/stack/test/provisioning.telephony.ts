import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { eventually } from '../src/index.ts'
import { type Floor, givenFloor, newNumber } from './support/given-floor.ts'
import { seeFloor, signIn } from './support/people.ts'
import { givenRawAmi, type RawAmi } from './support/raw-ami.ts'
import { insertRoute, type Route, removeRoutes } from './support/routes.ts'

let floor: Floor
let ami: RawAmi
let route: Route

beforeAll(async () => {
  floor = await givenFloor()
  route = await insertRoute(floor)
  // There are no settings yet: the directory is read when the API starts.
  await floor.kills('api')
  await eventually(async () => expect(await shown()).toContain('strategy'), { timeoutMs: 20_000 })
  ami = await givenRawAmi(floor.stack)
})
afterEach(() => floor.quiet())
afterAll(async () => {
  ami?.close()
  await removeRoutes(floor)
  await floor.close()
})

const shown = () => floor.stack.asterisk.cli(`queue show ${route.queueId}`)
const context = () => floor.stack.asterisk.cli(`dialplan show queue-${route.queueId}`)

const parts = ['pjsip.conf', 'queues.conf', 'extensions.conf'] as const

/** When each generated file was last loaded, and the modules Asterisk reloaded since it began to listen. */
async function state() {
  await ami.inStep()
  return {
    loaded: Object.fromEntries(
      parts.map((name) => [
        name,
        statSync(join(floor.stack.asterisk.folders.generated, `.${name}.loaded`)).mtimeMs,
      ]),
    ),
    reloads: ami.events('Reload').map((event) => event.Module),
  }
}

/** What an admin's change, told by `rows`, makes Asterisk load anew. */
async function reloadedBy(change: () => Promise<unknown>, until: () => Promise<unknown>) {
  const before = await state()
  await change()
  await floor.kills('api')
  await eventually(until, { timeoutMs: 20_000 })
  // The mark is set a moment after the load.
  const after = await eventually(state, { timeoutMs: 5_000 })
  return {
    files: parts.filter((name) => after.loaded[name] !== before.loaded[name]),
    modules: after.reloads.slice(before.reloads.length),
  }
}

async function reachesItsQueue(): Promise<void> {
  const from = newNumber()
  const call = await floor.stack.pstn.placeCall({ to: route.number, from })
  await call.answered()
  await call.hangup()
  expect(await floor.recordOf(from)).toMatchObject({ queue_id: route.queueId })
}

/** The API holds the floor against Asterisk: it has looked at what is to be provisioned. */
const inStep = async () => {
  const manager = await signIn(floor.stack, 'maria')
  expect((await seeFloor(floor.stack, manager)).telephony).toBe('up')
}

test('an API that starts anew reloads nothing where nothing changed', async () => {
  const reloaded = await reloadedBy(async () => {}, inStep)
  expect(reloaded).toEqual({ files: [], modules: [] })
})

test("a queue's changed strategy is loaded, and nothing else", async () => {
  const reloaded = await reloadedBy(
    () => floor.rows(`update queues set strategy = 'rrmemory' where id = $1`, [route.queueId]),
    async () => expect(await shown()).toContain('rrmemory'),
  )
  // app_queue's own reload is no module's.
  expect(reloaded).toEqual({ files: ['queues.conf'], modules: [] })
  await reachesItsQueue()
})

test('a longer wait changes the dialplan alone', async () => {
  const reloaded = await reloadedBy(
    () => floor.rows('update queues set max_wait_seconds = 777 where id = $1', [route.queueId]),
    async () => expect(await context()).toContain(',777,'),
  )
  expect(reloaded).toEqual({ files: ['extensions.conf'], modules: ['pbx_config.so'] })
})

test('an Asterisk that starts anew knows every queue and number without being told', async () => {
  const before = await state()
  await floor.kills('asterisk')
  ami.close()
  ami = await givenRawAmi(floor.stack)
  expect(await shown()).toContain('rrmemory')
  expect(await context()).toContain(',777,')
  await reachesItsQueue()
  const after = await state()
  expect(after.loaded).toEqual(before.loaded)
  expect(after.reloads).toEqual([])
})
