import swc from 'unplugin-swc'
import { defineConfig } from 'vitest/config'

// The API's classes are injected by their decorators' metadata, which only SWC emits here.
const decorators = swc.vite({
  include: [/\.tsx?$/],
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
    keepClassNames: true,
  },
  module: { type: 'es6' },
})

const exclude = ['**/node_modules/**', '**/dist/**', '**/.next/**', '**/.callfloor/**', 'e2e/**']

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [decorators],
        test: { name: 'unit', include: ['**/*.spec.{ts,tsx}'], exclude },
      },
      {
        plugins: [decorators],
        test: {
          name: 'db',
          include: ['**/*.db.ts'],
          exclude,
          globalSetup: ['packages/stack/test/with-postgres.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [decorators],
        test: {
          name: 'telephony',
          include: ['**/*.telephony.ts'],
          exclude,
          globalSetup: ['packages/stack/test/with-stack.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          // One stack for all: the tests of one file after the other.
          fileParallelism: false,
        },
      },
    ],
  },
})
