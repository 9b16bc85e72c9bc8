import { describe, expect, test } from 'vitest'
import { ANA, amiEvents, amiMessages, SUPPORT, TENANT } from '../../../test/traces.ts'
import { AmiMessage } from '../message.ts'
import { createAmiEventReader } from './reader.ts'

test('every event of a real queue call is typed or counted as unknown, none malformed', () => {
  const reader = createAmiEventReader()
  const messages = amiMessages('answered-agent-hangs-up')
  const read = messages.flatMap((message) => reader.read(message) ?? [])
  const { unknown, malformed } = reader.stats()
  expect(malformed).toEqual({})
  expect(Object.keys(unknown).sort()).toEqual([
    'BridgeCreate',
    'BridgeDestroy',
    'MusicOnHoldStart',
    'MusicOnHoldStop',
    'NewCallerid',
    'SoftHangupRequest',
  ])
  const counted = Object.values(unknown).reduce((sum, count) => sum + count, 0)
  expect(read.length + counted).toBe(messages.length)
})

test('values come typed, with the time to the millisecond', () => {
  const events = amiEvents('answered-agent-hangs-up')
  const connect = events.find((event) => event.event === 'AgentConnect')
  expect(connect).toMatchObject({
    Queue: SUPPORT,
    Interface: `PJSIP/agent-${ANA}`,
    AccountCode: TENANT,
    RingTime: 1,
    ChannelState: 6,
    ConnectedLineName: '',
  })
  expect(Number.isInteger(connect?.at)).toBe(true)
  const pause = events.find((event) => event.event === 'QueueMemberPause')
  expect(pause).toMatchObject({ Paused: true, PausedReason: 'wrap-up', Status: 2 })
})

test('a name that AMI escapes is read back', () => {
  const head =
    'Event: Newchannel\r\nChannel: c\r\nUniqueid: u\r\nLinkedid: l\r\nChannelState: 4\r\n'
  const event = createAmiEventReader().read(
    new AmiMessage(`${head}CallerIDName: O\\'Brien \\"X\\" a\\\\n b\\n`),
  )
  expect(event).toMatchObject({ CallerIDName: 'O\'Brien "X" a\\n b\n' })
})

describe('what does not fit', () => {
  test('is counted and reported once per name, never thrown', () => {
    const problems: string[] = []
    const reader = createAmiEventReader((event) => problems.push(event))
    for (let i = 0; i < 3; i += 1) {
      expect(reader.read(new AmiMessage('Event: Hangup\r\nCause: x'))).toBeUndefined()
    }
    expect(reader.stats().malformed).toEqual({ Hangup: 3 })
    expect(problems).toEqual(['Hangup'])
  })

  test('cannot grow the counters without end, nor name a method of Object', () => {
    const reader = createAmiEventReader()
    for (let i = 0; i < 1_000; i += 1) reader.read(new AmiMessage(`Event: Odd${i}`))
    reader.read(new AmiMessage('Event: constructor'))
    expect(Object.keys(reader.stats().unknown).length).toBeLessThanOrEqual(201)
  })
})
