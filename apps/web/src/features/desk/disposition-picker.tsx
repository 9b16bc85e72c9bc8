'use client'

import type { Disposition } from '@callfloor/contracts'
import { Loader, Skeleton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconMinus, IconThumbDown, IconThumbUp } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { api, client } from '../../api/client.ts'
import { useSentence } from '../../api/use-sentence.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import classes from './disposition-picker.module.css'
import { keyNamed, usePhoneKeys } from './use-call-keys.ts'

const icons = { good: IconThumbUp, neutral: IconMinus, bad: IconThumbDown }

/** How the call came out. Picking one saves it and ends the wrap-up. */
export function DispositionPicker({ callId }: { callId: string }) {
  const t = useTranslations('desk')
  const sentence = useSentence()
  const { data, error, refetch } = useQuery({
    ...api.calls.dispositions.queryOptions(),
    staleTime: 5 * 60_000,
  })
  const save = useMutation({
    mutationFn: (dispositionId: string) => client.calls.setDisposition({ callId, dispositionId }),
    onError: (failure) => notifications.show({ color: 'red', message: sentence(failure) }),
  })
  const dispositions = data?.dispositions ?? []
  usePhoneKeys((key) => {
    if (key === null || typeof key === 'string') return false
    const picked = dispositions[key.disposition - 1]
    if (!picked || save.isPending) return false
    save.mutate(picked.id)
    return true
  })
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={160} />
  return (
    <fieldset className={classes.picker}>
      <legend className={classes.legend}>{t('disposition')}</legend>
      {dispositions.map((disposition, index) => (
        <DispositionButton
          key={disposition.id}
          disposition={disposition}
          digit={index < 9 ? index + 1 : null}
          saving={save.isPending && save.variables === disposition.id}
          onPick={() => save.isPending || save.mutate(disposition.id)}
        />
      ))}
    </fieldset>
  )
}

type ButtonProps = {
  disposition: Disposition
  digit: number | null
  saving: boolean
  onPick: () => void
}

function DispositionButton({ disposition, digit, saving, onPick }: ButtonProps) {
  const Icon = icons[disposition.tone]
  const key = digit === null ? null : keyNamed(String(digit))
  return (
    <button
      type="button"
      className={classes.disposition}
      aria-keyshortcuts={key?.aria}
      onClick={onPick}
    >
      <Icon size={16} aria-hidden />
      <span className={classes.name}>{disposition.name}</span>
      {saving ? (
        <Loader size={14} />
      ) : (
        key && (
          <kbd className={classes.key} aria-hidden>
            {key.keys.join(' ')}
          </kbd>
        )
      )}
    </button>
  )
}
