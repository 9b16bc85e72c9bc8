import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../home/paths.ts'
import { faultOf, shapeFaultOf } from './house-rules.ts'

const fault = (room: string, target: string, file = 'src/x.ts') =>
  faultOf(room, join(projectRoot, room, file), target)

test.each([
  ['apps/web', '@callfloor/asterisk', /may not import @callfloor\/asterisk/],
  ['packages/domain', '@callfloor/contracts', /may not import/],
  ['packages/contracts', '@callfloor/asterisk', /may not import/],
  ['apps/api', '@callfloor/domain/src/call/call.ts', /reaches inside/],
  ['packages/domain', 'node:fs', /is pure/],
  ['apps/web', '../../api/src/env.ts', /reaches out of apps\/web/],
])('%s importing %s is a fault', (room, target, what) => {
  expect(fault(room, target)).toMatch(what)
})

test.each([
  ['apps/web', '@callfloor/contracts'],
  ['apps/api', '@callfloor/asterisk'],
  ['apps/api', './env.ts'],
  ['packages/domain', 'libphonenumber-js/min'],
  ['packages/asterisk', 'node:net'],
])('%s may import %s', (room, target) => {
  expect(fault(room, target)).toBeUndefined()
})

test('a file of more than 400 lines and a second index are told', () => {
  expect(shapeFaultOf('packages/domain/src/call/call.ts', 'x\n'.repeat(401))).toContain('401 lines')
  expect(shapeFaultOf('packages/domain/src/call/call.ts', 'x\n'.repeat(400))).toBeUndefined()
  expect(shapeFaultOf('packages/domain/src/call/index.ts', '')).toContain('second index')
  expect(shapeFaultOf('packages/domain/src/index.ts', '')).toBeUndefined()
})

test('a feature may not use the repository of another', () => {
  const file = join(projectRoot, 'apps/api/src/agents/agents.service.ts')
  expect(faultOf('apps/api', file, '../leads/leads.repository.ts')).toContain('call its service')
  expect(faultOf('apps/api', file, './session.repository.ts')).toBeUndefined()
})
