//  off → asking → live ⇄ lost        asking → denied | missing | busy | insecure
export type MicrophoneState =
  | 'off'
  | 'asking'
  | 'live'
  /** It was live and went away: unplugged, taken by another program, muted by the system. */
  | 'lost'
  | 'denied'
  | 'missing'
  | 'busy'
  /** The browser gives no microphone to a page without HTTPS. */
  | 'insecure'

export type Microphone = {
  /** A copy of the warm stream for one call, so that muting it mutes nothing else; null unless live. */
  lend(): MediaStream | null
  /** Stops the copy that was lent. */
  takeBack(): void
  /** Asks for it, or gives the one that is live. Rejects with nothing but a state change to see. */
  acquire(): Promise<MediaStream | null>
  release(): void
  onState: (state: MicrophoneState) => void
}

const wanted: MediaStreamConstraints = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
}
/** Some systems mute a track for a moment when they switch devices. */
const mutedGraceMs = 1_500

/** Holds one microphone warm, so that answering waits for nothing, and watches that it lives. */
export function createMicrophone(): Microphone {
  let stream: MediaStream | null = null
  let lent: MediaStream | null = null
  let asking: Promise<MediaStream | null> | null = null
  let wantedNow = false
  const self: Microphone = {
    lend() {
      self.takeBack()
      lent = isLive(stream) ? stream.clone() : null
      return lent
    },
    takeBack() {
      stopStream(lent)
      lent = null
    },
    acquire() {
      wantedNow = true
      if (isLive(stream)) return Promise.resolve(stream)
      asking ??= ask().finally(() => {
        asking = null
      })
      return asking
    },
    release() {
      wantedNow = false
      stopStream(stream)
      stream = null
      self.onState('off')
    },
    onState: () => {},
  }

  async function ask(): Promise<MediaStream | null> {
    if (!navigator.mediaDevices) {
      self.onState('insecure')
      return null
    }
    self.onState('asking')
    try {
      const fresh = await navigator.mediaDevices.getUserMedia(wanted)
      stopStream(stream)
      stream = fresh
      watch(fresh)
      self.onState('live')
      return fresh
    } catch (error) {
      self.onState(stateOfRefusal(error))
      return null
    }
  }

  function watch(watched: MediaStream): void {
    const [track] = watched.getAudioTracks()
    if (!track) return
    let grace: ReturnType<typeof setTimeout> | undefined
    track.addEventListener('ended', () => watched === stream && lose())
    track.addEventListener('mute', () => {
      grace = setTimeout(() => watched === stream && self.onState('lost'), mutedGraceMs)
    })
    track.addEventListener('unmute', () => {
      clearTimeout(grace)
      if (watched === stream) self.onState('live')
    })
  }

  function lose(): void {
    stream = null
    self.onState('lost')
    // Another one may be there already: the headset's cable was pulled, the laptop's own remains.
    if (wantedNow) void self.acquire()
  }

  if (typeof navigator !== 'undefined') {
    navigator.mediaDevices?.addEventListener('devicechange', () => {
      if (wantedNow && !isLive(stream)) void self.acquire()
    })
  }
  return self
}

const isLive = (stream: MediaStream | null): stream is MediaStream => {
  const [track] = stream?.getAudioTracks() ?? []
  return track?.readyState === 'live' && !track.muted
}

function stopStream(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

/** The names of W3C Media Capture, section getUserMedia. */
export function stateOfRefusal(error: unknown): MicrophoneState {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied'
    case 'NotReadableError':
    case 'AbortError':
      return 'busy'
    default:
      return 'missing'
  }
}
