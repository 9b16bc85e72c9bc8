import { AmiMessage } from '@callfloor/asterisk'
import { expect, test } from 'vitest'
import { CallTrack } from './call.ts'
import { parseCollected } from './carrier.ts'
import { pstnDialplan, pstnNumbers } from './numbers.ts'
import { resultOf } from './report.ts'

const event = (name: string, at: number, headers: Record<string, string> = {}) =>
  new AmiMessage(
    [
      `Event: ${name}`,
      `Timestamp: ${at.toFixed(6)}`,
      ...Object.entries(headers).map(([key, value]) => `${key}: ${value}`),
    ].join('\r\n'),
  )

const track = () => new CallTrack('/nonexistent/heard.wav')

test('an answered call tells its times from the events, not from this clock', async () => {
  const call = track()
  call.apply(event('Newchannel', 100, { Channel: 'PJSIP/main-1' }))
  call.apply(event('DialState', 100.25, { DialStatus: 'RINGING' }))
  call.apply(event('Newstate', 102, { ChannelState: '6' }))
  await call.answer.promise
  call.apply(event('Hangup', 107.5, { Cause: '16' }))
  expect(await call.end.promise).toEqual({
    result: 'answered',
    sipCode: 200,
    setupMs: 250,
    answeredMs: 2000,
    durationMs: 5500,
    heard: { rms: 0, peakHz: 0 },
  })
}, 10_000)

test('a refused call carries the SIP status of the refusal', async () => {
  const call = track()
  call.apply(event('Newchannel', 100, { Channel: 'PJSIP/main-1' }))
  call.apply(event('Hangup', 100.04, { Cause: '17', TechCause: '486' }))
  await expect(call.answer.promise).rejects.toMatchObject({ code: 'notAnswered' })
  expect(await call.end.promise).toMatchObject({
    result: 'busy',
    sipCode: 486,
    setupMs: 40,
    answeredMs: null,
    durationMs: 0,
  })
})

test('a caller who gives up ringing was not answered', async () => {
  const call = track()
  call.apply(event('Newchannel', 100, { Channel: 'PJSIP/main-1' }))
  call.ourEnd = 'timeout'
  call.apply(event('Hangup', 120, { Cause: '0' }))
  expect(await call.end.promise).toMatchObject({ result: 'noAnswer', sipCode: 487, setupMs: null })
})

test.each([
  [200, 'answered'],
  [403, 'declined'],
  [404, 'notFound'],
  [480, 'noAnswer'],
  [486, 'busy'],
  [487, 'cancelled'],
  [503, 'congestion'],
  [603, 'declined'],
  [599, 'failed'],
  [null, 'failed'],
] as const)('SIP %s means %s', (code, result) => {
  expect(resultOf(code)).toBe(result)
})

test('collected digits are read line by line, damaged lines left out', () => {
  expect(parseCollected('1795397482 +14155550100 98#7\nnonsense\n1795397483  12\n')).toEqual([
    { at: new Date(1_795_397_482_000), from: '+14155550100', digits: '98#7' },
    { at: new Date(1_795_397_483_000), from: '', digits: '12' },
  ])
})

test('every number of the simulator has an extension', () => {
  const text = pstnDialplan('/tmp/collected.log')
  expect(pstnNumbers).toHaveLength(9)
  for (const { number } of pstnNumbers) expect(text).toContain(`exten => ${number},1,`)
})
