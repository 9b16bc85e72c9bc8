import type { Page } from '@playwright/test'

/** What a listener in the page would hear: level in dBFS and the strongest frequency. */
type Heard = { rmsDb: number; peakHz: number }

/**
 * Lets tests hear what the page receives. Installed before any script of the page: keeps every
 * incoming audio track, and has the microphone give its tone undamped (Chromium's echo and noise
 * suppression take a steady tone for noise).
 */
export async function listenIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = []
    Object.assign(window, { heardTracks: tracks })
    const Native = window.RTCPeerConnection
    window.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        this.addEventListener('track', (event) => tracks.push(event.track))
      }
    }
    const media = navigator.mediaDevices
    const ask = media.getUserMedia.bind(media)
    media.getUserMedia = (constraints) => {
      const audio = typeof constraints?.audio === 'object' ? constraints.audio : {}
      const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
      return ask({ ...constraints, audio: { ...audio, ...plain } })
    }
  })
}

/** Listens to the newest live track for `ms` and says what was on it; null while there is none. */
export function hear(page: Page, ms = 400): Promise<Heard | null> {
  return page.evaluate(async (duration) => {
    const { heardTracks } = window as unknown as { heardTracks: MediaStreamTrack[] }
    const track = heardTracks.findLast((candidate) => candidate.readyState === 'live')
    if (!track) return null
    const context = new AudioContext()
    try {
      const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0.5 })
      context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
      await context.resume()
      await new Promise((resolve) => setTimeout(resolve, duration))
      const wave = new Float32Array(analyser.fftSize)
      analyser.getFloatTimeDomainData(wave)
      const power = wave.reduce((sum, sample) => sum + sample * sample, 0) / wave.length
      const bins = new Float32Array(analyser.frequencyBinCount)
      analyser.getFloatFrequencyData(bins)
      const peak = bins.reduce((best, level, bin) => (level > (bins[best] ?? -999) ? bin : best), 0)
      return {
        rmsDb: 10 * Math.log10(power + 1e-12),
        peakHz: (peak * context.sampleRate) / analyser.fftSize,
      }
    } finally {
      await context.close()
    }
  }, ms)
}
