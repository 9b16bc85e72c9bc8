import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../home/paths.ts'
import { faultOf } from './import-direction.ts'

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
