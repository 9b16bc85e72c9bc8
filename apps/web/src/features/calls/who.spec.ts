import { expect, test } from 'vitest'
import { whoIs } from './who.ts'

const call = {
  direction: 'inbound' as const,
  lead: null,
  callerName: '',
  callerNumber: '+12025550123',
  dialled: '+12025550100',
}

test('a lead goes before the name the network gave', () => {
  const lead = { id: 'x', name: 'Rosa Diaz', company: null }
  expect(whoIs({ ...call, lead, callerName: 'R DIAZ' }).first).toBe('Rosa Diaz')
})

test('a name that only repeats the number is no name', () => {
  const { first, second } = whoIs({ ...call, callerName: '+12025550123' })
  expect(first).toBe('+1 202 555 0123')
  expect(second).toBeNull()
})

test('of a call out, the dialled party is meant', () => {
  expect(whoIs({ ...call, direction: 'outbound', callerName: 'Acme' }).first).toBe(
    '+1 202 555 0100',
  )
})

test('of a withheld number nothing is made up', () => {
  expect(whoIs({ ...call, callerNumber: '' })).toEqual({ first: null, second: null })
})
