import { type PartName, startStack } from '../src/index.ts'

// A supervisor in a process of its own, for the tests that kill it.
const [home = '', only = ''] = process.argv.slice(2)
await startStack({ home, only: only.split(',') as PartName[] })
process.stdout.write('ready\n')
setInterval(() => {}, 1_000)
