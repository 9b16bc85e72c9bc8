import { expect, test } from 'vitest'
import { createOutbox } from './outbox.ts'

function givenOutbox() {
  const sent: [string, readonly number[]][] = []
  const turns: (() => void)[] = []
  const outbox = createOutbox<string, number>(
    (stream, messages) => sent.push([stream, messages]),
    (run) => turns.push(run),
  )
  const turnEnds = () => {
    for (const run of turns.splice(0)) run()
  }
  return { outbox, sent, turnEnds }
}

test('what is published in one turn leaves together and in order, stream by stream', () => {
  const { outbox, sent, turnEnds } = givenOutbox()
  outbox.add('floor', 1)
  outbox.add('agent', 7)
  outbox.add('floor', 2)
  expect(sent).toEqual([])
  turnEnds()
  expect(sent).toEqual([
    ['floor', [1, 2]],
    ['agent', [7]],
  ])
})

test('the next turn has a frame of its own', () => {
  const { outbox, sent, turnEnds } = givenOutbox()
  outbox.add('floor', 1)
  turnEnds()
  outbox.add('floor', 2)
  turnEnds()
  expect(sent).toEqual([
    ['floor', [1]],
    ['floor', [2]],
  ])
})

test('what was flushed early is not sent again, and what comes after it still is', () => {
  const { outbox, sent, turnEnds } = givenOutbox()
  outbox.add('floor', 1)
  outbox.flush()
  outbox.add('floor', 2)
  turnEnds()
  turnEnds()
  expect(sent).toEqual([
    ['floor', [1]],
    ['floor', [2]],
  ])
})
