'use client'

import { useEffect, useRef, useState } from 'react'

export const speeds: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 2]

export type Audio = {
  playing: boolean
  /** Seconds. */
  position: number
  speed: number
  failed: boolean
  toggle: () => void
  seek: (seconds: number) => void
  skip: (seconds: number) => void
  setSpeed: (speed: number) => void
}

/** Plays one file. `duration` in seconds bounds the seeking: streamed Ogg does not know its own. */
export function useAudio(path: string, duration: number): Audio {
  const element = useRef<HTMLAudioElement | null>(null)
  const [playing, setPlaying] = useState(false)
  const [position, setPosition] = useState(0)
  const [speed, setSpeed] = useState(1)
  const [failed, setFailed] = useState(false)

  useEffect(() => {
    const audio = new window.Audio()
    audio.preload = 'metadata'
    audio.src = path
    const handlers = {
      play: () => setPlaying(true),
      pause: () => setPlaying(false),
      timeupdate: () => setPosition(audio.currentTime),
      seeked: () => setPosition(audio.currentTime),
      error: () => setFailed(true),
    }
    for (const [type, handler] of Object.entries(handlers)) audio.addEventListener(type, handler)
    element.current = audio
    return () => {
      for (const [type, handler] of Object.entries(handlers)) {
        audio.removeEventListener(type, handler)
      }
      audio.pause()
      audio.removeAttribute('src')
      audio.load()
      element.current = null
    }
  }, [path])

  useEffect(() => {
    if (element.current) element.current.playbackRate = speed
  }, [speed])

  const seek = (seconds: number) => {
    const audio = element.current
    if (!audio) return
    audio.currentTime = Math.min(Math.max(seconds, 0), duration)
    setPosition(audio.currentTime)
  }
  const toggle = () => {
    const audio = element.current
    if (!audio) return
    if (!audio.paused) return audio.pause()
    // A pause right after is no failure; a file that cannot be played tells by its error event.
    audio.play().catch(() => {})
  }
  const skip = (seconds: number) => seek((element.current?.currentTime ?? 0) + seconds)
  return { playing, position, speed, failed, toggle, seek, skip, setSpeed }
}
