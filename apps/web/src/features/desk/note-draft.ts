//  saved ⇄ dirty → saving → saved        saving → failed → saving
export type Note = {
  /** What stands in the box. */
  text: string
  state: 'saved' | 'dirty' | 'saving' | 'failed'
  /** The text under way to the server. */
  sending: string | null
  attempt: number
}

export type NoteEvent =
  | { type: 'loaded'; text: string }
  | { type: 'typed'; text: string }
  | { type: 'sent' }
  | { type: 'confirmed' }
  | { type: 'refused' }

export const emptyNote: Note = { text: '', state: 'saved', sending: null, attempt: 0 }

/** A note after an event. Pure: what was typed is never replaced by what was loaded or confirmed. */
export function reduceNote(note: Note, event: NoteEvent): Note {
  switch (event.type) {
    case 'loaded':
      return note.state === 'saved' ? { ...note, text: event.text } : note
    case 'typed':
      if (event.text === note.text) return note
      return { ...note, text: event.text, state: note.state === 'saving' ? 'saving' : 'dirty' }
    case 'sent':
      return { ...note, state: 'saving', sending: note.text }
    case 'confirmed':
      return {
        ...note,
        state: note.sending === note.text ? 'saved' : 'dirty',
        sending: null,
        attempt: 0,
      }
    case 'refused':
      return { ...note, state: 'failed', sending: null, attempt: note.attempt + 1 }
  }
}
