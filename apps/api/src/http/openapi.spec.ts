import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contract } from '@callfloor/contracts'
import { expect, test } from 'vitest'
import { describeApi } from './openapi.ts'

const root = join(import.meta.dirname, '../../../..')

test('docs/openapi.json is the contract as it stands (renew it with: pnpm exec vitest -u openapi)', async () => {
  const text = `${JSON.stringify(await describeApi(), null, 2)}\n`
  await expect(text).toMatchFileSnapshot(join(root, 'docs/openapi.json'))
})

const routes = Object.entries(contract).flatMap(([noun, verbs]) =>
  Object.keys(verbs).map((verb) => `contract.${noun}.${verb}`),
)
const controllers = globSync('apps/api/src/**/*.controller.ts', { cwd: root })
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n')

test.each(routes)('%s is served by exactly one controller', (route) => {
  const served = controllers.split(`@Implement(${route})`).length - 1
  expect(served).toBe(1)
})
