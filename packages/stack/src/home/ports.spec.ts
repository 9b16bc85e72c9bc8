import { createSocket } from 'node:dgram'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { allocatePorts } from './allocation.ts'
import { findFreePort, findMediaSlot, isFree, mediaSlot } from './ports.ts'

let folder: string
const open: { close(): unknown }[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ports-'))
})
afterEach(() => {
  for (const server of open.splice(0)) server.close()
  rmSync(folder, { recursive: true })
})

const takeTcp = (port: number, host = '127.0.0.1') =>
  new Promise<Server>((resolve) => {
    const server = createServer().listen(port, host, () => resolve(server))
    open.push(server)
  })

const takeUdp = (port: number, host: string) =>
  new Promise<void>((resolve) => {
    const socket = createSocket('udp4')
    open.push(socket)
    socket.bind(port, host, resolve)
  })

const wishes = { edgeHost: '127.0.0.1', edgeFrom: 28_080 }

test('a port that is in use on any address is not free', async () => {
  const port = await findFreePort('tcp')
  expect(await isFree('tcp', port)).toBe(true)
  await takeTcp(port)
  expect(await isFree('tcp', port)).toBe(false)
})

test('a media slot is claimed by its SIP port, whatever address it is bound on', async () => {
  const slot = await findMediaSlot()
  await takeUdp(slot.sip, '127.0.0.2')
  expect((await findMediaSlot()).sip).not.toBe(slot.sip)
})

test('media slots never overlap', () => {
  const slots = Array.from({ length: 12 }, (_, index) => mediaSlot(index))
  slots.forEach((slot, index) => {
    expect(slot.rtpStart).toBeLessThan(slot.rtpEnd)
    if (index > 0) expect(slot.rtpStart).toBeGreaterThan(slots[index - 1]?.rtpEnd ?? 0)
  })
})

test('a second start gets the same ports, with its own parts running', async () => {
  const path = join(folder, 'ports.json')
  const first = await allocatePorts(path, wishes, () => false)
  await takeTcp(first.postgres)
  await takeTcp(first.edge)
  await takeUdp(first.main.sip, '127.0.0.1')
  const alive = (part: string) => ['postgres', 'edge', 'asterisk'].includes(part)
  expect(await allocatePorts(path, wishes, alive)).toEqual(first)
})

test('a port somebody else took since is replaced', async () => {
  const path = join(folder, 'ports.json')
  const first = await allocatePorts(path, wishes, () => false)
  await takeTcp(first.api)
  const second = await allocatePorts(path, wishes, () => false)
  expect(second.api).not.toBe(first.api)
  expect(second.web).toBe(first.web)
})

test('a public port that was asked for is never silently replaced', async () => {
  const edge = await findFreePort('tcp')
  await takeTcp(edge)
  const attempt = allocatePorts(join(folder, 'ports.json'), { ...wishes, edge }, () => false)
  await expect(attempt).rejects.toMatchObject({ code: 'portTaken' })
})
