import { expect, test } from 'vitest'
import { readTrace } from './sipp.ts'

const line = (seconds: string, direction: 'S' | 'R', call: string, cseq: string, first: string) =>
  ['2026-11-23', '01:55:27.478015', seconds, direction, call, `CSeq:${cseq}`, first].join('\t')

// From SIPp 3.6.1 with -trace_shortmsg.
const trace = [
  line('1795398927.478015', 'S', '1-9@127.0.0.3', '1 INVITE', 'INVITE sip:a@127.0.0.1 SIP/2.0'),
  line('1795398927.978015', 'S', '1-9@127.0.0.3', '1 INVITE', 'INVITE sip:a@127.0.0.1 SIP/2.0'),
  line('1795398927.979713', 'R', '1-9@127.0.0.3', '1 INVITE', 'SIP/2.0 180 Ringing'),
  line('1795398927.980843', 'R', '1-9@127.0.0.3', '1 INVITE', 'SIP/2.0 200 OK'),
  line('1795398927.991843', 'R', '1-9@127.0.0.3', '1 INVITE', 'SIP/2.0 200 OK'),
  line('1795398927.981274', 'S', '1-9@127.0.0.3', '1 ACK', 'ACK sip:a@127.0.0.1 SIP/2.0'),
  line('1795398928.185671', 'S', '1-9@127.0.0.3', '2 BYE', 'BYE sip:a@127.0.0.1 SIP/2.0'),
  line('1795398928.185842', 'R', '1-9@127.0.0.3', '2 BYE', 'SIP/2.0 200 OK'),
  line('1795398928.277632', 'S', '2-9@127.0.0.3', '1 INVITE', 'INVITE sip:a@127.0.0.1 SIP/2.0'),
  line('1795398928.279632', 'R', '2-9@127.0.0.3', '1 INVITE', 'SIP/2.0 486 Busy Here'),
].join('\n')

test('a call counts from its first INVITE to its first 200, however often they were sent', () => {
  const [call, ...others] = readTrace(trace)
  expect(others).toEqual([])
  expect((call?.answeredAt ?? 0) - (call?.invitedAt ?? 0)).toBeCloseTo(502.828, 2)
})

test('a call that was refused, or is cut off by the end of the file, is none', () => {
  expect(readTrace(trace.split('\n').slice(8).join('\n'))).toEqual([])
  expect(readTrace('2026-11-23\t01:55')).toEqual([])
})
