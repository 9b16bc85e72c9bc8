import { expect, test } from 'vitest'
import { countsOf } from './counts.ts'

test('what was deleted reads as a sentence, the most first, nothings left out', () => {
  expect(countsOf({ users: 13, queueMembers: 15, leads: 200, trunks: 0, call_notes: 2 })).toBe(
    '200 leads, 15 queue members, 13 users, 2 call notes',
  )
})

test('one of a kind is no plural', () => {
  expect(countsOf({ people: 1, trunks: 1, queues: 1 })).toBe('1 person, 1 trunk, 1 queue')
})
