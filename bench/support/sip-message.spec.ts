import { expect, test } from 'vitest'
import { audioOf, messageOf, parseSip } from './sip-message.ts'

const sdp = 'v=0\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 10320 RTP/AVP 0\r\n'

test('a response names its status and the method it answers, and gives headers in order', () => {
  const message = parseSip(
    messageOf(['SIP/2.0 200 OK', 'Via: one', 'Via: two', 'CSeq: 7 INVITE'], sdp),
  )
  expect(message).toMatchObject({ status: 200, method: 'INVITE', body: sdp })
  expect(message.all('via')).toEqual(['one', 'two'])
  expect(message.all('content-length')).toEqual([String(sdp.length)])
})

test('a request names its method', () => {
  const message = parseSip(messageOf(['BYE sip:a@127.0.0.1 SIP/2.0', 'CSeq: 2 BYE']))
  expect(message).toMatchObject({ status: null, method: 'BYE', body: '' })
})

test('a description says where its audio goes; one that does not is refused', () => {
  expect(audioOf(sdp)).toEqual({ host: '127.0.0.1', port: 10_320 })
  expect(() => audioOf('v=0\r\n')).toThrow('names no audio')
})

test('what is no SIP is refused', () => {
  expect(() => parseSip('')).toThrow('no SIP message')
})
