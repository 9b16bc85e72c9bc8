import type { Page } from '@playwright/test'
import { now } from './raw-ami.ts'

/** Of one answered call; ms since the epoch by the page's clock. */
export type HeardInPage = { clickedAt: number; heardAt: number }

type Ears = { next: Promise<HeardInPage> }

/**
 * Lets the page say when Answer was clicked and when sound first came from the caller's track.
 * Installed before any script of the page, alike for every page: Web Audio looks at 5 ms of sound
 * every 4 ms, and only between the click and the sound.
 */
export async function giveEars(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const loudness = 0.02
    const context = new AudioContext({ sampleRate: 48_000 })
    const ears = { next: null as unknown as Promise<HeardInPage> }
    let track: MediaStreamTrack | null = null
    let hear: (heard: HeardInPage) => void = () => {}
    const listen = () => {
      ears.next = new Promise((resolve) => {
        hear = resolve
      })
    }
    listen()
    Object.assign(window, { ears, listenAgain: listen })
    const Native = window.RTCPeerConnection
    window.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        this.addEventListener('track', (event) => {
          track = event.track
        })
      }
    }
    const media = navigator.mediaDevices
    const ask = media.getUserMedia.bind(media)
    // Chromium takes a steady tone for noise and damps it.
    media.getUserMedia = (constraints) => {
      const audio = typeof constraints?.audio === 'object' ? constraints.audio : {}
      const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
      return ask({ ...constraints, audio: { ...audio, ...plain } })
    }
    const watch = (clickedAt: number) => {
      void context.resume()
      const analyser = new AnalyserNode(context, { fftSize: 256 })
      const wave = new Float32Array(analyser.fftSize)
      let source: MediaStreamAudioSourceNode | null = null
      const timer = setInterval(() => {
        if (!source && track?.readyState === 'live') {
          source = context.createMediaStreamSource(new MediaStream([track]))
          source.connect(analyser)
        }
        analyser.getFloatTimeDomainData(wave)
        const power = wave.reduce((sum, sample) => sum + sample * sample, 0) / wave.length
        if (Math.sqrt(power) < loudness) return
        clearInterval(timer)
        source?.disconnect()
        track = null
        hear({ clickedAt, heardAt: performance.timeOrigin + performance.now() })
      }, 4)
    }
    window.addEventListener(
      'click',
      (event) => {
        const button = (event.target as Element).closest('button')
        if (button?.textContent?.includes('Answer')) watch(performance.timeOrigin + event.timeStamp)
      },
      { capture: true },
    )
  })
}

/** What was heard after the next click on Answer. */
export const heardIn = (page: Page): Promise<HeardInPage> =>
  page.evaluate(() => (window as unknown as { ears: Ears }).ears.next)

/** Makes ready for another call. */
export const listenAgain = (page: Page): Promise<void> =>
  page.evaluate(() => (window as unknown as { listenAgain(): void }).listenAgain())

/** How far the page's clock is ahead of this process's, in ms: by the quickest of some questions. */
export async function clockAheadBy(page: Page): Promise<number> {
  let best = { took: Number.POSITIVE_INFINITY, ahead: 0 }
  for (let i = 0; i < 12; i++) {
    const asked = now()
    const theirs = await page.evaluate(() => performance.timeOrigin + performance.now())
    const took = now() - asked
    if (took < best.took) best = { took, ahead: theirs - (asked + took / 2) }
  }
  return best.ahead
}
