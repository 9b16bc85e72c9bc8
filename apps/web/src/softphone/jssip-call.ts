import { C } from 'jssip'
import type { IncomingRTCSessionEvent } from 'jssip/lib/UA'
import { createGatheringCap } from './ice.ts'
import type { SipCall, SipCallEvents, SipEnd } from './sip-phone.ts'

type Session = IncomingRTCSessionEvent['session']
type Request = IncomingRTCSessionEvent['request']

/** What JsSIP does by itself on trouble, and must not: a lost signal is not a hang-up. */
type Inner = {
  onTransportError: () => void
  onRequestTimeout: () => void
  _setACKTimer: () => void
  readonly _localHold: boolean
}

const rejectCode = 486
/** JsSIP's cause when ICE failed; the media is restarted instead of ending the call. */
const iceFailed = 'RTP Timeout'
/** JsSIP's reasons when a re-INVITE was refused: the call then goes on as it was. */
const renegotiationFailed = ['Hold Failed', 'Unhold Failed', 'Media Renegotiation Failed']

/** An incoming JsSIP session as a {@link SipCall}. */
export function wrapCall(
  session: Session,
  request: Request,
  iceServers: readonly { urls: string }[],
): SipCall {
  const listeners: Partial<SipCallEvents>[] = []
  const tell = <K extends keyof SipCallEvents>(name: K, ...args: Parameters<SipCallEvents[K]>) => {
    for (const listener of listeners) {
      const heard = listener[name] as ((...args: unknown[]) => void) | undefined
      heard?.(...args)
    }
  }
  let over = false
  const end = (how: SipEnd) => {
    if (over) return
    over = true
    tell('onEnded', how)
  }

  keepThroughSignalLoss(session, () => tell('onMedia', 'interrupted'))
  const cap = createGatheringCap(iceServers.length > 0)
  session.on('icecandidate', ({ candidate, ready }) => cap(candidate, ready))
  session.on('peerconnection', ({ peerconnection }) =>
    watchMedia(peerconnection, {
      onTrack: (stream) => tell('onRemoteStream', stream),
      onState: (state) => tell('onMedia', state),
    }),
  )
  session.on('accepted', () => tell('onAnswered'))
  session.on('ended', ({ cause }) => end(endOf(cause)))
  session.on('failed', ({ cause }) => end(endOf(cause)))

  return {
    id: session.id,
    linkedId: request.getHeader('X-Callfloor-Linkedid') ?? null,
    queueId: request.getHeader('X-Callfloor-Queue') ?? null,
    caller: {
      number: session.remote_identity.uri.user ?? '',
      name: session.remote_identity.display_name ?? '',
    },
    subscribe: (events) => {
      listeners.push(events)
    },
    answer: (microphone) =>
      session.answer({
        mediaStream: microphone,
        pcConfig: {
          iceServers: [...iceServers],
          bundlePolicy: 'max-bundle',
          rtcpMuxPolicy: 'require',
        },
      }),
    reject: () => {
      quietly(() => session.terminate({ status_code: rejectCode, reason_phrase: 'Busy Here' }))
      end('rejected')
    },
    hangUp: () => {
      quietly(() => session.terminate())
    },
    drop: () => {
      quietly(() => session.terminate())
      end('connectionLost')
    },
    mute: (muted) => (muted ? session.mute({ audio: true }) : session.unmute({ audio: true })),
    hold: (held) => {
      const done = () => tell('onHold', held)
      return held ? session.hold({}, done) : session.unhold({}, done)
    },
    sendDtmf: (tones) => session.sendDTMF(tones, { transportType: rfc4733 }),
    replaceMicrophone: (microphone) => {
      const [track] = microphone.getAudioTracks()
      const muted = session.isMuted().audio
      for (const sender of audioSenders(session)) void sender.replaceTrack(track ?? null)
      if (track && muted) track.enabled = false
    },
    refresh: (what) => {
      // The offer says hold or not as last asked for, so that a request lost on the way is made good.
      const done = () => tell('onHold', (session as unknown as Inner)._localHold)
      quietly(() =>
        session.renegotiate({ rtcOfferConstraints: { iceRestart: what === 'media' } }, done),
      )
    },
    stats: async () => session.connection?.getStats() ?? null,
  }
}

/** Tones travel in the media (RFC 4733), not as SIP INFO. */
const rfc4733 = C.DTMF_TRANSPORT.RFC2833

const audioSenders = (session: Session): RTCRtpSender[] =>
  session.connection?.getSenders().filter((sender) => sender.track?.kind === 'audio') ?? []

/** JsSIP throws where a session is already over: then there is nothing left to do. */
function quietly(act: () => void): void {
  try {
    act()
  } catch (error) {
    console.info('The call was already over', error)
  }
}

function keepThroughSignalLoss(session: Session, onMediaFailed: () => void): void {
  const inner = session as unknown as Inner
  inner.onTransportError = () => {}
  inner.onRequestTimeout = () => {}
  // A lost ACK says nothing of the media; a ghost is let go when the live state says the call ended.
  inner._setACKTimer = () => {}
  const terminate = session.terminate.bind(session)
  session.terminate = (options) => {
    if (options?.cause === iceFailed) onMediaFailed()
    else if (!renegotiationFailed.includes(options?.reason_phrase ?? '')) terminate(options)
  }
}

function watchMedia(
  connection: RTCPeerConnection,
  on: {
    onTrack: (stream: MediaStream) => void
    onState: (state: 'flowing' | 'interrupted') => void
  },
): void {
  connection.addEventListener('track', ({ track, streams }) =>
    on.onTrack(streams[0] ?? new MediaStream([track])),
  )
  connection.addEventListener('iceconnectionstatechange', () => {
    const state = connection.iceConnectionState
    if (state === 'connected' || state === 'completed') on.onState('flowing')
    if (state === 'disconnected' || state === 'failed') on.onState('interrupted')
  })
}

function endOf(cause: string): SipEnd {
  switch (cause) {
    case 'Canceled':
    case 'No Answer':
    case 'Expires':
      return 'cancelled'
    case 'Busy':
    case 'Rejected':
      return 'rejected'
    case 'Connection Error':
    case 'Request Timeout':
    case 'Dialog Error':
      return 'connectionLost'
    case 'WebRTC Error':
    case 'User Denied Media Access':
    case 'Bad Media Description':
      return 'mediaFailed'
    default:
      return 'hungUp'
  }
}
