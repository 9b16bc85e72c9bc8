import { describe, expect, test } from 'vitest'
import { abilitiesOf, type Role, roles } from './abilities.ts'

// The whole of it: every pair not listed is refused to everybody.
//                                    AGENT  MANAGER SUPERVISOR ADMIN OWNER
const table = [
  ['use', 'phone', /*            */ 'yes', 'yes', 'yes', 'yes', 'yes'],
  ['read', 'ownCalls', /*        */ 'yes', 'yes', 'yes', 'yes', 'yes'],
  ['read', 'assignedLeads', /*   */ 'yes', 'yes', 'yes', 'yes', 'yes'],
  ['read', 'calls', /*           */ 'no', 'yes', 'yes', 'yes', 'yes'],
  ['read', 'floor', /*           */ 'no', 'yes', 'yes', 'yes', 'yes'],
  ['read', 'reports', /*         */ 'no', 'yes', 'yes', 'yes', 'yes'],
  ['read', 'leads', /*           */ 'no', 'yes', 'yes', 'yes', 'yes'],
  ['play', 'recordings', /*      */ 'no', 'yes', 'yes', 'yes', 'yes'],
  ['listen', 'liveCalls', /*     */ 'no', 'no', 'yes', 'yes', 'yes'],
  ['change', 'settings', /*      */ 'no', 'no', 'no', 'yes', 'yes'],
  ['change', 'users', /*         */ 'no', 'no', 'no', 'yes', 'yes'],
  ['change', 'leads', /*         */ 'no', 'no', 'no', 'yes', 'yes'],
  ['remove', 'demo', /*          */ 'no', 'no', 'no', 'yes', 'yes'],
  ['remove', 'recordings', /*    */ 'no', 'no', 'no', 'yes', 'yes'],
  ['remove', 'tenant', /*        */ 'no', 'no', 'no', 'no', 'yes'],
] as const

const actions = ['use', 'read', 'play', 'listen', 'change', 'remove'] as const
const subjects = [
  'phone',
  'ownCalls',
  'calls',
  'floor',
  'reports',
  'recordings',
  'liveCalls',
  'leads',
  'assignedLeads',
  'settings',
  'users',
  'demo',
  'tenant',
] as const

const mayByTable = (role: Role, action: string, subject: string): boolean =>
  table.find(([a, s]) => a === action && s === subject)?.slice(2)[roles.indexOf(role)] === 'yes'

describe.each(roles)('%s', (role) => {
  const abilities = abilitiesOf(role)
  const pairs = actions.flatMap((action) => subjects.map((subject) => [action, subject] as const))
  test.each(pairs)('may %s %s exactly where the table says yes', (action, subject) => {
    expect(abilities.can(action, subject)).toBe(mayByTable(role, action, subject))
  })
})

test('a stronger role may do all that a weaker one may', () => {
  for (const [rank, role] of roles.entries()) {
    const weaker = roles.slice(0, rank)
    for (const [action, subject] of table) {
      if (weaker.some((other) => abilitiesOf(other).can(action, subject))) {
        expect(abilitiesOf(role).can(action, subject)).toBe(true)
      }
    }
  }
})
