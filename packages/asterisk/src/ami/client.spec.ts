import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { isAsteriskError } from '../errors.ts'
import { type AmiClient, type AmiClientOptions, type AmiState, createAmiClient } from './client.ts'
import type { AmiMessage } from './message.ts'
import { createAmiParser } from './parser.ts'

// A peer that speaks the protocol, so that faults a real Asterisk shows once a year come at will.
type Peer = {
  port: number
  sockets: Socket[]
  actions: AmiMessage[]
  send(text: string): void
}
type Answer = (action: AmiMessage, reply: (text: string) => void) => boolean | undefined

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function givenPeer(answer: Answer = () => undefined): Promise<Peer> {
  const sockets: Socket[] = []
  const actions: AmiMessage[] = []
  const server: Server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    socket.write('Asterisk Call Manager/11.0.0\r\n')
    const parser = createAmiParser()
    // Actions are read as frames: a first header the parser takes for an event's place.
    socket.on('data', (chunk) => {
      for (const action of parser.feed(chunk)) {
        actions.push(action)
        const id = action.get('ActionID')
        const reply = (text: string) =>
          socket.write(`${text.replace('{id}', `ActionID: ${id}`)}\r\n\r\n`)
        if (answer(action, reply)) continue
        reply('Response: Success\r\n{id}')
        if (action.get('Action') === 'Login') reply('Event: FullyBooted\r\nUptime: 1')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    actions,
    send: (text) => sockets.at(-1)?.write(text),
  }
}

function givenClient(peer: { port: number }, options: Partial<AmiClientOptions> = {}) {
  const states: AmiState[] = []
  const events: AmiMessage[] = []
  const client: AmiClient = createAmiClient({
    host: '127.0.0.1',
    port: peer.port,
    user: 'callfloor',
    secret: 'secret',
    eventFilters: [],
    backoff: { baseMs: 5, maxMs: 20 },
    onEvent: (event) => {
      events.push(event)
    },
    onState: (state) => states.push(state),
    ...options,
  })
  open.push(() => client.close())
  client.start()
  return { client, states, events }
}

const reasons = (states: AmiState[]) =>
  states.flatMap((s) => (s.state === 'down' ? [s.reason] : []))
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 })
async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    return isAsteriskError(error) ? error.code : String(error)
  }
  return 'resolved'
}

test('logs in, is up after FullyBooted, and hands on events in order', async () => {
  const peer = await givenPeer()
  const { client, events } = givenClient(peer)
  await client.whenUp(5_000)
  expect(peer.actions[0]?.get('Username')).toBe('callfloor')
  peer.send('Event: A\r\n\r\nEvent: B\r\nName: é😀\r\n\r\n')
  await eventually(() => expect(events.map((e) => e.event)).toEqual(['A', 'B']))
  expect(events[1]?.get('Name')).toBe('é😀')
  expect(client.stats()).toMatchObject({ events: 2, connections: 1, queued: 0 })
})

test('a refused login is said as such and tried again', async () => {
  const peer = await givenPeer((action, reply) => {
    if (action.get('Action') !== 'Login') return
    reply('Response: Error\r\n{id}\r\nMessage: Authentication failed')
    return true
  })
  const { client, states } = givenClient(peer)
  await eventually(() => expect(reasons(states).length).toBeGreaterThan(2))
  expect(new Set(reasons(states))).toEqual(new Set(['amiLoginRefused']))
  expect(await codeOf(client.action('Ping'))).toBe('amiNotConnected')
})

test('a list is collected until its end; a cancelled or refused one fails with a code', async () => {
  const peer = await givenPeer((action, reply) => {
    const name = action.get('Action')
    if (name === 'Refused') reply('Response: Error\r\n{id}\r\nMessage: No Contacts found')
    if (name !== 'Full' && name !== 'Cut') return name === 'Refused'
    reply('Response: Success\r\n{id}\r\nEventList: start')
    reply('Event: Item\r\n{id}\r\nName: one')
    reply('Event: Unrelated')
    reply('Event: Item\r\n{id}\r\nName: two')
    const end = name === 'Full' ? 'Complete' : 'cancelled'
    reply(`Event: ItemComplete\r\n{id}\r\nEventList: ${end}`)
    return true
  })
  const { client, events } = givenClient(peer)
  await client.whenUp(5_000)
  const list = await client.list('Full')
  expect(list.items.map((item) => item.get('Name'))).toEqual(['one', 'two'])
  expect(list.complete.event).toBe('ItemComplete')
  expect(await codeOf(client.list('Cut'))).toBe('amiListCancelled')
  expect(await codeOf(client.list('Refused'))).toBe('amiActionRefused')
  expect(events.map((e) => e.event)).toEqual(['Unrelated', 'Unrelated'])
})

test('a lost response locks nothing: the action times out, the next one is answered', async () => {
  const peer = await givenPeer((action) => action.get('Action') === 'Lost')
  const { client, states } = givenClient(peer)
  await client.whenUp(5_000)
  expect(await codeOf(client.action('Lost', {}, 30))).toBe('amiTimeout')
  expect((await client.action('Found')).response).toBe('Success')
  expect(reasons(states)).toEqual([])
})

test('a line break in a value never reaches the wire', async () => {
  const peer = await givenPeer()
  const { client } = givenClient(peer)
  await client.whenUp(5_000)
  const before = peer.actions.length
  const hostile = client.action('Hangup', { Channel: 'x\r\nAction: Command' })
  expect(await codeOf(hostile)).toBe('amiHeaderUnsafe')
  await client.action('Ping')
  expect(peer.actions.slice(before).map((a) => a.get('Action'))).toEqual(['Ping'])
})

test('a cut connection fails what waits, comes back by itself and asks for a snapshot', async () => {
  const peer = await givenPeer((action) => action.get('Action') === 'Slow')
  const { client, states } = givenClient(peer)
  await client.whenUp(5_000)
  const waiting = codeOf(client.action('Slow'))
  await eventually(() => expect(peer.actions.at(-1)?.get('Action')).toBe('Slow'))
  peer.sockets[0]?.destroy()
  expect(await waiting).toBe('amiConnectionLost')
  await eventually(() => expect(states.filter((s) => s.state === 'up')).toHaveLength(2))
  expect(reasons(states)).toEqual(['amiConnectionLost'])
})

test('a connection that stays open but answers no Ping is torn down', async () => {
  let frozen = false
  const peer = await givenPeer(() => frozen)
  const { client, states } = givenClient(peer, { pingIntervalMs: 10, pingTimeoutMs: 40 })
  await client.whenUp(5_000)
  frozen = true
  await eventually(() => expect(reasons(states)).toContain('amiFrozen'))
  frozen = false
  await eventually(() => expect(client.state.state).toBe('up'))
})

test('a slow consumer pauses the socket, loses nothing and can still ask', async () => {
  const peer = await givenPeer()
  const gate = Promise.withResolvers<void>()
  const seen: number[] = []
  const { client } = givenClient(peer, {
    highWater: 100,
    onEvent: async (event) => {
      await gate.promise
      seen.push(Number(event.get('N')))
    },
  })
  await client.whenUp(5_000)
  const send = (from: number, to: number) => {
    for (let n = from; n < to; n += 1)
      peer.send(`Event: E\r\nN: ${n}\r\nFill: ${'x'.repeat(500)}\r\n\r\n`)
  }
  send(0, 3_000)
  await eventually(() => expect(client.stats().pauses).toBe(1))
  // An answer stands behind the events: waiting for one opens the socket again.
  expect((await client.action('Ping')).response).toBe('Success')
  gate.resolve()
  await eventually(() => expect(seen).toHaveLength(3_000))
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(client.stats()).toMatchObject({ overflows: 0, connections: 1, queued: 0 })
})

test('a consumer that stands still costs bounded memory, then a new connection', async () => {
  const peer = await givenPeer()
  const gate = Promise.withResolvers<void>()
  const { client, states } = givenClient(peer, {
    highWater: 1_000_000,
    hardLimit: 500,
    onEvent: () => gate.promise,
  })
  await client.whenUp(5_000)
  for (let n = 0; n < 2_000; n += 1) peer.send(`Event: E\r\nN: ${n}\r\n\r\n`)
  await eventually(() => expect(reasons(states)).toEqual(['amiConsumerTooSlow']))
  expect(client.stats().queued).toBeLessThanOrEqual(500)
  expect(client.stats().overflows).toBe(1)
  gate.resolve()
  await eventually(() => expect(client.state.state).toBe('up'))
})

test('an exception of the consumer is reported and the next event still comes', async () => {
  const peer = await givenPeer()
  const errors: unknown[] = []
  const seen: string[] = []
  const { client } = givenClient(peer, {
    onError: (error) => errors.push(error),
    onEvent: (event) => {
      if (event.event === 'Bad') throw new Error('bad')
      seen.push(event.event ?? '')
    },
  })
  await client.whenUp(5_000)
  peer.send('Event: Bad\r\n\r\nEvent: Good\r\n\r\n')
  await eventually(() => expect(seen).toEqual(['Good']))
  expect(errors).toHaveLength(1)
})

test('something that is not Asterisk, and nothing at all, are told apart', async () => {
  const web = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.resume()
    socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
  })
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  const port = (web.address() as AddressInfo).port
  const wrong = givenClient({ port })
  await eventually(() => expect(reasons(wrong.states)).toContain('amiNotAsterisk'))
  await wrong.client.close()
  await new Promise((resolve) => web.close(resolve))
  const none = givenClient({ port })
  expect(await codeOf(none.client.whenUp(200))).toBe('amiUnreachable')
})

test('a filter that is refused leaves the connection up and adds no more', async () => {
  const peer = await givenPeer((action, reply) => {
    if (action.get('Action') !== 'Filter') return
    reply('Response: Error\r\n{id}\r\nMessage: Filter error')
    return true
  })
  const errors: unknown[] = []
  const filters = [{ criteria: 'action(exclude),name(A)', filter: '' }, { filter: 'x' }]
  const { client } = givenClient(peer, {
    eventFilters: filters,
    onError: (error) => errors.push(error),
  })
  await client.whenUp(5_000)
  expect(peer.actions.filter((a) => a.get('Action') === 'Filter')).toHaveLength(1)
  expect(errors).toHaveLength(1)
})
