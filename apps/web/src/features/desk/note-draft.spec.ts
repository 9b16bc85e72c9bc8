import { expect, test } from 'vitest'
import { emptyNote, type NoteEvent, reduceNote } from './note-draft.ts'

const after = (...events: NoteEvent[]) => events.reduce(reduceNote, emptyNote)

test('what was typed is under way and then saved', () => {
  expect(after({ type: 'typed', text: 'A' }).state).toBe('dirty')
  expect(after({ type: 'typed', text: 'A' }, { type: 'sent' }).state).toBe('saving')
  const saved = after({ type: 'typed', text: 'A' }, { type: 'sent' }, { type: 'confirmed' })
  expect(saved).toMatchObject({ text: 'A', state: 'saved' })
})

test('what was typed while saving is not taken for saved', () => {
  const note = after(
    { type: 'typed', text: 'A' },
    { type: 'sent' },
    { type: 'typed', text: 'AB' },
    { type: 'confirmed' },
  )
  expect(note).toMatchObject({ text: 'AB', state: 'dirty' })
})

test('what the server has never replaces what was typed', () => {
  const note = after({ type: 'typed', text: 'mine' }, { type: 'loaded', text: 'theirs' })
  expect(note).toMatchObject({ text: 'mine', state: 'dirty' })
  expect(after({ type: 'loaded', text: 'theirs' })).toMatchObject({
    text: 'theirs',
    state: 'saved',
  })
})

test('a refusal is counted, keeps the text, and a success forgets the count', () => {
  const refused = after(
    { type: 'typed', text: 'A' },
    { type: 'sent' },
    { type: 'refused' },
    { type: 'sent' },
    { type: 'refused' },
  )
  expect(refused).toMatchObject({ text: 'A', state: 'failed', attempt: 2 })
  expect(
    [{ type: 'sent' }, { type: 'confirmed' }].reduce(
      (n, e) => reduceNote(n, e as NoteEvent),
      refused,
    ),
  ).toMatchObject({ state: 'saved', attempt: 0 })
})
