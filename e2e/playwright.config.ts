import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatWav } from '@callfloor/stack'
import { defineConfig } from '@playwright/test'
import { microphoneHz, stackHome } from './support/home.ts'

// What the agent "says": a steady tone, so that the far end can prove it heard this and nothing else.
const microphone = join(stackHome, 'microphone.wav')
const rate = 48_000
const samples = Float64Array.from(
  { length: rate * 5 },
  (_, i) => 0.4 * Math.sin((2 * Math.PI * microphoneHz * i) / rate),
)
if (stackHome) writeFileSync(microphone, formatWav({ rate, samples }))

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  // One Asterisk and one set of agents serve every test: they follow each other.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: join(stackHome, 'e2e-results'),
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    permissions: ['microphone', 'notifications'],
    ignoreHTTPSErrors: true,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${microphone}`,
        '--allow-loopback-in-peer-connection',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
