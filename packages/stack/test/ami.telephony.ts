import { connect, createServer, type Server, type Socket } from 'node:net'
import { type AmiMessage, createAmiActions, createAmiClient } from '@callfloor/asterisk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attachStack, eventually, type PlacedCall, type Stack } from '../src/index.ts'

const support = '+12025550100'
let stack: Stack & { close(): Promise<void> }

beforeAll(async () => {
  stack = await attachStack({ home: process.env.STACK_HOME ?? '' })
})
afterAll(() => stack.close())

/** A wire to Asterisk's AMI that can be frozen: open, and carrying nothing. */
async function givenWire(): Promise<{ port: number; freeze(): void; close(): void }> {
  const pairs: [Socket, Socket][] = []
  const server: Server = createServer((near) => {
    const far = connect(stack.asterisk.ami.port, stack.asterisk.ami.host)
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) socket.on('error', () => socket.destroy())
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    pairs.push([near, far])
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    freeze: () => {
      for (const [near, far] of pairs) {
        near.unpipe(far).pause()
        far.unpipe(near).pause()
      }
    },
    close: () => {
      for (const pair of pairs) for (const socket of pair) socket.destroy()
      server.close()
    },
  }
}

const callers = (count: number): Promise<PlacedCall[]> =>
  Promise.all(
    Array.from({ length: count }, (_, i) =>
      stack.pstn.placeCall({ to: support, from: `+1202555${2000 + i}`, seconds: 60 }),
    ),
  )

async function hangUp(calls: readonly PlacedCall[]): Promise<void> {
  for (const call of calls) await call.hangup()
  for (const call of calls) await call.ended()
}

test('an AMI connection that freezes is given up, and the snapshot after it tells what was missed', async () => {
  const wire = await givenWire()
  const { user, secret } = stack.asterisk.ami
  const downs: string[] = []
  const client = createAmiClient({
    host: '127.0.0.1',
    port: wire.port,
    user,
    secret,
    pingIntervalMs: 500,
    pingTimeoutMs: 500,
    onState: (state) => {
      if (state.state === 'down') downs.push(state.reason)
    },
  })
  client.start()
  try {
    await client.whenUp(10_000)
    wire.freeze()
    const missed = await callers(5)
    for (const call of missed) await call.answered()
    await eventually(() => expect(downs).toContain('amiFrozen'), { timeoutMs: 10_000 })
    await client.whenUp(10_000)
    const { waiting } = await createAmiActions(client).queueStatus()
    expect(waiting.length).toBeGreaterThanOrEqual(5)
    expect(client.stats().queued).toBe(0)
    await hangUp(missed)
  } finally {
    await client.close()
    wire.close()
  }
})

test('a consumer that is stuck costs a bounded queue, and hears everything once it goes on', async () => {
  const { host, port, user, secret } = stack.asterisk.ami
  const heard: AmiMessage[] = []
  let most = 0
  let release = () => {}
  const stuck = new Promise<void>((resolve) => {
    release = resolve
  })
  const client = createAmiClient({
    host,
    port,
    user,
    secret,
    highWater: 20,
    onEvent: (event) => {
      heard.push(event)
      return stuck
    },
  })
  client.start()
  const watch = setInterval(() => {
    most = Math.max(most, client.stats().queued)
  }, 5)
  try {
    await client.whenUp(10_000)
    const calls = await callers(10)
    await eventually(() => expect(client.stats().pauses).toBeGreaterThan(0), { timeoutMs: 10_000 })
    await hangUp(calls)
    expect(heard).toHaveLength(1)
    // What one read of the socket brought is still taken; the rest waits in the wire.
    expect(most).toBeLessThan(2_000)
    release()
    const hangups = () =>
      heard.filter((e) => e.event === 'Hangup' && /2025552\d{3}/.test(e.get('CallerIDNum') ?? ''))
    await eventually(() => expect(hangups().length).toBe(10), { timeoutMs: 10_000 })
    expect(client.stats().overflows).toBe(0)
  } finally {
    clearInterval(watch)
    release()
    await client.close()
  }
})
