/** Where the caller is heard and the ring sounds. Browsers keep it silent until a person acts. */
export type Speaker = {
  /** To be called within a click or a key press; true where sound is allowed now. */
  unlock(): Promise<boolean>
  /** Whether sound is allowed already, for instance because a microphone is in use. */
  isUnlocked(): boolean
  play(stream: MediaStream): void
  silence(): void
  ring(): void
  stopRinging(): void
}

/** Two soft tones, twice, then a pause. Seconds and Hz. */
const ringing = { everySeconds: 3, notes: [0, 0.45], lengthSeconds: 0.32, hz: [660, 880] }
const unlockPatienceMs = 500

/** @param element the page's audio element: kept in the page, so that the system sees what plays */
export function createSpeaker(element: () => HTMLAudioElement | null): Speaker {
  let context: AudioContext | null = null
  let ring: ReturnType<typeof setInterval> | null = null
  const audio = () => {
    context ??= new AudioContext()
    return context
  }
  return {
    isUnlocked: () => context?.state === 'running',
    async unlock() {
      // Without a gesture resume() stays pending, so it is not waited for without end.
      const patience = new Promise((resolve) => setTimeout(resolve, unlockPatienceMs))
      await Promise.race([
        audio()
          .resume()
          .catch(() => {}),
        patience,
      ])
      return audio().state === 'running'
    },
    play(stream) {
      const player = element()
      if (!player) return
      player.srcObject = stream
      player.play().catch((error) => console.warn('The browser keeps the caller silent', error))
    },
    silence() {
      const player = element()
      if (player) player.srcObject = null
    },
    ring() {
      if (ring) return
      const once = () => {
        if (context?.state === 'running') for (const at of ringing.notes) note(context, at)
      }
      once()
      ring = setInterval(once, ringing.everySeconds * 1000)
    },
    stopRinging() {
      if (ring) clearInterval(ring)
      ring = null
    },
  }
}

function note(context: AudioContext, after: number): void {
  const start = context.currentTime + after
  const end = start + ringing.lengthSeconds
  const volume = context.createGain()
  volume.gain.setValueAtTime(0, start)
  volume.gain.linearRampToValueAtTime(0.18, start + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.001, end)
  volume.connect(context.destination)
  for (const hz of ringing.hz) {
    const tone = context.createOscillator()
    tone.frequency.value = hz
    tone.connect(volume)
    tone.start(start)
    tone.stop(end)
  }
}
