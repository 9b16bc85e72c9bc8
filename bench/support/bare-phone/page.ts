import { UA, WebSocketInterface } from 'jssip'
import type { RTCSessionEvent } from 'jssip/lib/UA.js'

// The least a browser phone can be: JsSIP, one button, one audio element. Its microphone is warm,
// as ours is, so that the two differ by what stands around JsSIP and nothing else.

const settings = new URLSearchParams(location.search)
const setting = (name: string) => settings.get(name) ?? ''
const button = document.querySelector('button') as HTMLButtonElement
const audio = document.querySelector('audio') as HTMLAudioElement

const microphone = await navigator.mediaDevices.getUserMedia({ audio: true })
const ua = new UA({
  sockets: [new WebSocketInterface(setting('socket'))],
  uri: `sip:${setting('user')}@asterisk`,
  password: setting('password'),
  session_timers: false,
})
ua.on('registered', () => {
  document.title = 'registered'
})
ua.on('newRTCSession', ({ session, originator }: RTCSessionEvent) => {
  if (originator !== 'remote') return
  session.on('peerconnection', ({ peerconnection }) => {
    peerconnection.addEventListener('track', ({ streams }) => {
      audio.srcObject = streams[0] ?? null
      void audio.play()
    })
  })
  const over = () => {
    button.hidden = true
  }
  session.on('ended', over)
  session.on('failed', over)
  button.hidden = false
  button.onclick = () => session.answer({ mediaStream: microphone.clone() })
})
ua.start()
