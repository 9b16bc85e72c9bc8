import type { Translated } from '@callfloor/asterisk'
import type { CallEvent } from '@callfloor/domain'
import { expect, test } from 'vitest'
import { Floor } from './floor.ts'

const tenantId = '0199c0de-0000-7000-8000-0000000000aa'
const linkedId = 'node1-1790000000.1'
const caller = linkedId

const told = (event: CallEvent, tenant = tenantId): Translated => ({
  linkedId,
  tenantId: tenant,
  event,
})
const started = (legId: string, at: number): CallEvent => ({
  type: 'legStarted',
  at,
  legId,
  linkedId,
  party: { kind: 'external' },
  callerNumber: '+12025550190',
  callerName: '',
  dialled: '+12025550100',
})

test('a call is on the floor from its first leg to its last', () => {
  const floor = new Floor('node1')
  const change = floor.apply(told(started(caller, 1_000)))
  expect(change?.before).toBeNull()
  expect(floor.of(tenantId)).toHaveLength(1)
  const ended = floor.apply(told({ type: 'legEnded', at: 2_000, legId: caller, cause: 16 }))
  expect(ended?.call.state).toBe('ended')
  expect(floor.size).toBe(0)
  expect(floor.findByLeg(caller)).toBeUndefined()
})

test('what belongs to no tenant is not on the floor', () => {
  const floor = new Floor('node1')
  expect(floor.apply(told(started(caller, 1_000), ''))).toBeNull()
  expect(floor.size).toBe(0)
})

test('an event about a known leg reaches its call, whatever linkedid it carries by now', () => {
  const floor = new Floor('node1')
  floor.apply(told(started(caller, 1_000)))
  const change = floor.apply({
    linkedId: 'node1-1790000099.9',
    tenantId,
    event: { type: 'legAnswered', at: 1_500, legId: caller },
  })
  expect(change?.call.linkedId).toBe(linkedId)
})

test('an event heard twice changes nothing the second time', () => {
  const floor = new Floor('node1')
  floor.apply(told(started(caller, 1_000)))
  expect(floor.apply(told(started(caller, 1_000)))).toBeNull()
})

test('an event of an unknown call is left out, unless it begins one', () => {
  const floor = new Floor('node1')
  expect(floor.apply(told({ type: 'legAnswered', at: 1_000, legId: caller }))).toBeNull()
})
