'use client'

import { noteMaxLength } from '@callfloor/contracts'
import { Textarea } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCloudUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { api } from '../../api/client.ts'
import type { Note } from './note-draft.ts'
import { noteLoaded, noteOf, noteTyped, useNotes } from './notes.ts'
import classes from './notes-box.module.css'

type Props = {
  callId: string
  agentId: string
  /** Whether an earlier page or another window may have written on this call already. */
  mayHaveNote: boolean
  onTyping: (typing: boolean) => void
}

/** The agent's own note on the call, saved as it is typed. Never takes focus by itself. */
export function NotesBox({ callId, agentId, mayHaveNote, onTyping }: Props) {
  const t = useTranslations('desk.note')
  const note = useNotes(noteOf(callId))
  const { data } = useQuery({
    ...api.calls.get.queryOptions({ input: { callId } }),
    enabled: mayHaveNote,
  })
  const stored = data?.notes.find(({ author }) => author.id === agentId)?.text
  useEffect(() => {
    if (stored !== undefined) noteLoaded(callId, stored)
  }, [callId, stored])
  useEffect(() => () => onTyping(false), [onTyping])
  return (
    <section className={classes.box} aria-label={t('label')}>
      <Textarea
        label={t('label')}
        placeholder={t('placeholder')}
        value={note.text}
        maxLength={noteMaxLength}
        minRows={5}
        maxRows={16}
        autosize
        onChange={(event) => noteTyped(agentId, callId, event.currentTarget.value)}
        onFocus={() => onTyping(true)}
        onBlur={() => onTyping(false)}
      />
      <NoteState note={note} />
    </section>
  )
}

const signs = {
  saved: { icon: IconCheck, word: 'saved' },
  dirty: { icon: IconCloudUpload, word: 'saving' },
  saving: { icon: IconCloudUpload, word: 'saving' },
  failed: { icon: IconAlertTriangle, word: 'failed' },
} as const

function NoteState({ note }: { note: Note }) {
  const t = useTranslations('desk.note')
  const { icon: Icon, word } = signs[note.state]
  const untouched = note.text === '' && note.state === 'saved'
  return (
    <p className={classes.state} data-state={note.state} role="status">
      {!untouched && (
        <>
          <Icon size={14} aria-hidden />
          <span>{t(word)}</span>
        </>
      )}
    </p>
  )
}
