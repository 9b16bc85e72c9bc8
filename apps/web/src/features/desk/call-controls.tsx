'use client'

import { VisuallyHidden } from '@mantine/core'
import {
  IconMicrophone,
  IconMicrophoneOff,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { KeyTooltip } from '../../ui/key-tooltip.tsx'
import classes from './call-controls.module.css'
import type { phoneKeys } from './shortcuts.ts'
import { useCallActions, useHoldView, usePhoneCall } from './use-call.ts'
import { keyOf } from './use-call-keys.ts'

/** Mute and hold. Hold is shown as done only when the switch has confirmed it. */
export function CallControls() {
  const t = useTranslations('desk')
  const { phone } = usePhoneCall()
  const hold = useHoldView()
  const { mute, hold: setHold } = useCallActions()
  const muted = phone?.muted ?? false
  const heldOrWanted = hold === 'held' || hold === 'resuming'
  const under = hold === 'holding' || hold === 'resuming'
  return (
    <div className={classes.controls}>
      <Control
        of="mute"
        label={t(muted ? 'unmute' : 'mute')}
        word={t(muted ? 'unmute' : 'mute')}
        icon={muted ? <IconMicrophoneOff aria-hidden /> : <IconMicrophone aria-hidden />}
        tone={muted ? 'away' : null}
        onPress={() => mute(!muted)}
      />
      <Control
        of="hold"
        label={t(heldOrWanted ? 'resume' : 'hold')}
        word={under ? t(hold) : t(heldOrWanted ? 'resume' : 'hold')}
        icon={heldOrWanted ? <IconPlayerPlay aria-hidden /> : <IconPlayerPause aria-hidden />}
        tone={heldOrWanted ? 'hold' : null}
        busy={under}
        onPress={() => setHold(!heldOrWanted)}
      />
    </div>
  )
}

type ControlProps = {
  of: keyof typeof phoneKeys
  /** The accessible name. */
  label: string
  /** What stands on it: the name, or what is under way. */
  word: string
  icon: ReactNode
  tone: 'hold' | 'away' | null
  busy?: boolean
  onPress: () => void
}

function Control({ of, label, word, icon, tone, busy = false, onPress }: ControlProps) {
  const { keys, aria } = keyOf(of)
  return (
    <KeyTooltip label={label} keys={keys}>
      <button
        type="button"
        className={classes.control}
        aria-keyshortcuts={aria}
        aria-busy={busy}
        data-tone={tone}
        onClick={onPress}
      >
        {icon}
        <VisuallyHidden>{label}</VisuallyHidden>
        <span aria-hidden>{word}</span>
      </button>
    </KeyTooltip>
  )
}
