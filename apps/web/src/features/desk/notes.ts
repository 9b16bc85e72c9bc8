import { create } from 'zustand'
import { client } from '../../api/client.ts'
import { isPassing } from '../../api/refusal.ts'
import { backoffMs } from '../../softphone/backoff.ts'
import { emptyNote, type Note, type NoteEvent, reduceNote } from './note-draft.ts'

const debounceMs = 500
const retry = { first: 2_000, most: 30_000 }
const draftPrefix = 'callfloor.note.'

/**
 * The notes of this tab by call. They live outside the screen, so that a wrap-up that ends, a page
 * that changes or a reload loses nothing: the draft stays on this machine until the server has it.
 */
export const useNotes = create<Readonly<Record<string, Note>>>(() => ({}))
const timers = new Map<string, ReturnType<typeof setTimeout>>()

export const noteOf = (callId: string) => (notes: Readonly<Record<string, Note>>) =>
  notes[callId] ?? emptyNote

/** What the server has, for a box nobody has typed in. */
export const noteLoaded = (callId: string, text: string) => take(callId, { type: 'loaded', text })

export function noteTyped(agentId: string, callId: string, text: string): void {
  const note = take(callId, { type: 'typed', text })
  keepDraft(agentId, callId, text)
  if (note.state !== 'saving') later(agentId, callId, debounceMs)
}

/** Takes up what an earlier page could not save. */
export function resumeNotes(agentId: string): void {
  for (const [callId, text] of draftsOf(agentId)) {
    if (useNotes.getState()[callId]) continue
    take(callId, { type: 'typed', text })
    later(agentId, callId, 0)
  }
}

async function save(agentId: string, callId: string): Promise<void> {
  timers.delete(callId)
  const { text } = take(callId, { type: 'sent' })
  try {
    await client.calls.saveNote({ callId, text })
    const note = take(callId, { type: 'confirmed' })
    if (note.state === 'saved') dropDraft(agentId, callId)
    else later(agentId, callId, 0)
  } catch (error) {
    const note = take(callId, { type: 'refused' })
    // A note that will never be taken stays in the box and on this machine, but is not sent on and on.
    if (isPassing(error) || note.attempt < 5) {
      later(agentId, callId, backoffMs(note.attempt - 1, retry))
    }
  }
}

function later(agentId: string, callId: string, ms: number): void {
  clearTimeout(timers.get(callId))
  timers.set(
    callId,
    setTimeout(() => void save(agentId, callId), ms),
  )
}

function take(callId: string, event: NoteEvent): Note {
  const note = reduceNote(noteOf(callId)(useNotes.getState()), event)
  useNotes.setState({ [callId]: note })
  return note
}

const draftKey = (agentId: string, callId: string) => `${draftPrefix}${agentId}.${callId}`

function keepDraft(agentId: string, callId: string, text: string): void {
  try {
    localStorage.setItem(draftKey(agentId, callId), text)
  } catch {
    // Storage is full or forbidden: the note is still saved to the server.
  }
}

function dropDraft(agentId: string, callId: string): void {
  localStorage.removeItem(draftKey(agentId, callId))
}

function draftsOf(agentId: string): [callId: string, text: string][] {
  const prefix = draftKey(agentId, '')
  return Object.entries(localStorage).flatMap(([key, text]) =>
    key.startsWith(prefix) ? [[key.slice(prefix.length), String(text)] as [string, string]] : [],
  )
}
