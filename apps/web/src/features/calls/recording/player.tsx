'use client'

import { ActionIcon, NativeSelect, Text } from '@mantine/core'
import {
  IconDownload,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRewindBackward10,
  IconRewindForward10,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { KeyboardEvent, ReactNode } from 'react'
import { formatDuration } from '../../../ui/format.ts'
import { KeyTooltip } from '../../../ui/key-tooltip.tsx'
import classes from './player.module.css'
import { type Audio, speeds, useAudio } from './use-audio.ts'
import { Waveform } from './waveform.tsx'

type Props = { path: string; durationMs: number | null }

/** Plays a recording: space, arrows and < > work anywhere within. */
export function Player({ path, durationMs }: Props) {
  const t = useTranslations('calls.recording')
  const duration = (durationMs ?? 0) / 1000
  const audio = useAudio(path, duration)
  const total = formatDuration(durationMs)
  if (audio.failed) return <Text role="alert">{t('unplayable')}</Text>
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields
    <div
      role="group"
      aria-label={t('group', { duration: total })}
      className={classes.player}
      onKeyDown={(event) => onKey(event, audio)}
    >
      <div className={classes.buttons}>
        <Control label={t('back')} keys={['←']} onClick={() => audio.skip(-10)}>
          <IconRewindBackward10 size={20} stroke={1.6} aria-hidden />
        </Control>
        <Control
          label={audio.playing ? t('pause') : t('play')}
          keys={['Space']}
          onClick={audio.toggle}
          primary
        >
          {audio.playing ? (
            <IconPlayerPauseFilled size={18} aria-hidden />
          ) : (
            <IconPlayerPlayFilled size={18} aria-hidden />
          )}
        </Control>
        <Control label={t('forward')} keys={['→']} onClick={() => audio.skip(10)}>
          <IconRewindForward10 size={20} stroke={1.6} aria-hidden />
        </Control>
      </div>
      <div className={classes.track}>
        <Waveform path={path} durationMs={durationMs} played={played(audio, duration)} />
        <input
          type="range"
          className={classes.slider}
          min={0}
          max={duration}
          step="any"
          value={Math.min(audio.position, duration)}
          aria-label={t('position')}
          aria-valuetext={t('positionText', {
            position: formatDuration(audio.position * 1000),
            duration: total,
          })}
          onChange={(event) => audio.seek(event.currentTarget.valueAsNumber)}
        />
      </div>
      <span className={classes.time}>
        {formatDuration(audio.position * 1000)} / {total}
      </span>
      <NativeSelect
        className={classes.speed}
        aria-label={t('speed')}
        value={String(audio.speed)}
        data={speeds.map((speed) => ({
          value: String(speed),
          label: t('speedOf', { speed: String(speed) }),
        }))}
        onChange={(event) => audio.setSpeed(Number(event.currentTarget.value))}
      />
      <ActionIcon
        component="a"
        href={path}
        download
        variant="default"
        size={36}
        aria-label={t('download')}
      >
        <IconDownload size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </div>
  )
}

const played = ({ position }: Audio, duration: number): number =>
  duration > 0 ? Math.min(position / duration, 1) : 0

type ControlProps = {
  label: string
  keys: string[]
  onClick: () => void
  primary?: boolean
  children: ReactNode
}

function Control({ label, keys, onClick, primary = false, children }: ControlProps) {
  return (
    <KeyTooltip label={label} keys={keys}>
      <ActionIcon
        variant={primary ? 'filled' : 'default'}
        size={36}
        aria-label={label}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </KeyTooltip>
  )
}

function onKey(event: KeyboardEvent<HTMLElement>, audio: Audio): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return
  const action = actionOf(event, audio)
  if (!action) return
  event.preventDefault()
  action()
}

function actionOf(event: KeyboardEvent<HTMLElement>, audio: Audio): (() => void) | null {
  // A button takes space and a list takes arrows for themselves.
  const tag = event.target instanceof HTMLElement ? event.target.tagName : ''
  if (event.key === ' ') return tag === 'INPUT' ? audio.toggle : null
  if (tag === 'SELECT') return null
  const step = speeds.indexOf(audio.speed)
  const faster = speeds[step + 1]
  const slower = speeds[step - 1]
  switch (event.key) {
    case 'ArrowLeft':
      return () => audio.skip(-10)
    case 'ArrowRight':
      return () => audio.skip(10)
    case '>':
      return faster ? () => audio.setSpeed(faster) : null
    case '<':
      return slower ? () => audio.setSpeed(slower) : null
    default:
      return null
  }
}
