import { demoQueues, parsePhone } from '@callfloor/domain'
import { expect, test } from 'vitest'
import { demoLeads } from './leads.ts'

const leads = demoLeads(10)
const numbers = leads.flatMap(({ phones }) => phones)

test('the demo has 200 leads, the same each time', () => {
  expect(leads).toHaveLength(200)
  expect(demoLeads(10)).toEqual(leads)
})

test('no two leads share a name or a number, and none has a number of ours', () => {
  expect(new Set(leads.map(({ name }) => name)).size).toBe(200)
  expect(new Set(numbers).size).toBe(numbers.length)
  for (const { number } of demoQueues) expect(numbers).not.toContain(number)
})

test('every number is one, in E.164, and kept for fiction', () => {
  for (const number of numbers) {
    expect(parsePhone(number, 'US')).toBe(number)
    expect(number).toMatch(/^\+1\d{3}55501\d\d$/)
  }
})

test('the simulator answers for the first nine', () => {
  expect(leads.slice(0, 9).map(({ phones }) => phones[0])).toEqual(
    Array.from({ length: 9 }, (_, index) => `+12025550${190 + index}`),
  )
})

test('each agent owns some, and some belong to nobody', () => {
  const owners = new Set(leads.map(({ owner }) => owner))
  expect([...owners].filter((owner) => owner !== null).sort()).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
  ])
  expect(owners).toContain(null)
})
