// SIPp 3.6 scenarios: https://sipp.readthedocs.io. [words] in brackets are SIPp's own.

const scenario = (name: string, steps: string[]): string =>
  [
    '<?xml version="1.0" encoding="ISO-8859-1" ?>',
    '<!DOCTYPE scenario SYSTEM "sipp.dtd">',
    `<scenario name="${name}">`,
    ...steps,
    '</scenario>',
    '',
  ].join('\n')

const send = (lines: string[], attributes = ''): string =>
  `<send${attributes}><![CDATA[\n\n${lines.join('\n')}\n\n]]></send>`

const sdp = (port: string): string[] => [
  'v=0',
  'o=bench 1 1 IN IP4 [local_ip]',
  's=-',
  'c=IN IP4 [media_ip]',
  't=0 0',
  `m=audio ${port} RTP/AVP 0`,
  'a=rtpmap:0 PCMU/8000',
  'a=ptime:20',
]

const request = (method: string, cseq: number, more: string[]): string[] => [
  `${method} sip:[number]@[remote_ip]:[remote_port] SIP/2.0`,
  'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
  'From: <sip:[caller]@[local_ip]:[local_port]>;tag=[call_number]',
  `To: <sip:[number]@[remote_ip]:[remote_port]>${method === 'INVITE' ? '' : '[peer_tag_param]'}`,
  'Call-ID: [call_id]',
  `CSeq: ${cseq} ${method}`,
  'Contact: <sip:[caller]@[local_ip]:[local_port]>',
  'Max-Forwards: 70',
  ...more,
]

const allow = 'Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE'
const body = (port: string) => [
  allow,
  'Content-Type: application/sdp',
  'Content-Length: [len]',
  '',
  ...sdp(port),
]

/**
 * Calls [number] as [caller], talks for `talkMs` and hangs up. With `sound`, a µ-law file, it
 * speaks for that long.
 */
export function callerScenario(talkMs: number, sound?: string): string {
  const provisional = (code: number) => `<recv response="${code}" optional="true"/>`
  const port = sound ? '[rtpstream_audio_port]' : '[media_port]'
  const play = sound ? [`<nop><action><exec rtp_stream="${sound},-1,0"/></action></nop>`] : []
  return scenario('caller', [
    send(request('INVITE', 1, body(port)), ' retrans="500"'),
    ...[100, 180, 181, 182, 183].map(provisional),
    '<recv response="200"/>',
    send(request('ACK', 1, ['Content-Length: 0'])),
    ...play,
    `<pause milliseconds="${talkMs}"/>`,
    send(request('BYE', 2, ['Content-Length: 0']), ' retrans="500"'),
    '<recv response="200"/>',
  ])
}

const response = (status: string, more: string[]): string[] => [
  `SIP/2.0 ${status}`,
  '[last_Via:]',
  '[last_From:]',
  '[last_To:];tag=[call_number]',
  '[last_Call-ID:]',
  '[last_CSeq:]',
  'Contact: <sip:phone@[local_ip]:[local_port]>',
  ...more,
]

/** A telephone that rings, is answered at once and stays until the other side hangs up. */
export const phoneScenario = (): string =>
  scenario('phone', [
    '<recv request="INVITE"/>',
    send(response('180 Ringing', ['Content-Length: 0'])),
    send(response('200 OK', body('[media_port]')), ' retrans="500"'),
    '<recv request="ACK" crlf="true"/>',
    '<recv request="BYE"/>',
    send(
      ['SIP/2.0 200 OK', '[last_Via:]', '[last_From:]', '[last_To:]', '[last_Call-ID:]'].concat([
        '[last_CSeq:]',
        'Content-Length: 0',
      ]),
    ),
  ])
