import { demoUsers } from '@callfloor/domain'
import { expect, test } from 'vitest'
import { inDemoOrder } from './demo-order.ts'

const names = (logins: { name: string }[]) => logins.map(({ name }) => name)

test('one of each role stands first, and nobody is left out', () => {
  const { first, rest } = inDemoOrder(demoUsers)
  expect(names(first)).toEqual([
    'Ana Silva',
    'Maria Manager',
    'Sam Supervisor',
    'Adam Admin',
    'Olivia Owner',
  ])
  expect(rest.every(({ role }) => role === 'AGENT')).toBe(true)
  expect(first.length + rest.length).toBe(demoUsers.length)
})

test('a role nobody has is left out', () => {
  const agents = demoUsers.filter(({ role }) => role === 'AGENT')
  expect(names(inDemoOrder(agents).first)).toEqual(['Ana Silva'])
  expect(inDemoOrder([])).toEqual({ first: [], rest: [] })
})
