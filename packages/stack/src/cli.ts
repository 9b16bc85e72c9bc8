import { Command, InvalidArgumentError } from 'commander'
import { bench } from './commands/bench.ts'
import { type CallOptions, call } from './commands/call.ts'
import { doctor } from './commands/doctor.ts'
import { down } from './commands/down.ts'
import { logs } from './commands/logs.ts'
import { fail } from './commands/output.ts'
import { showStatus } from './commands/status.ts'
import { type TestKind, test, testKinds } from './commands/test.ts'
import { type UpOptions, up } from './commands/up.ts'
import { defaultHome, homeAt } from './home/paths.ts'
import { loadSettings, parseSettings } from './settings/load.ts'
import type { Settings } from './settings/schema.ts'

// Files for the plain user must be readable whatever the caller's mask is; secrets set their own mode.
process.umask(0o022)

// `callfloor status | head` closes the pipe early; that is no failure.
process.stdout.on('error', () => {})

const home = () => homeAt(defaultHome())

const wholeNumber = (least: number, most: number) => (text: string) => {
  const number = Number(text)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`)
}

/** Runs a command; a failure is one sentence on stderr and exit code 1. */
const action =
  <Args extends unknown[]>(run: (...args: Args) => Promise<void> | void) =>
  async (...args: Args): Promise<void> => {
    try {
      await run(...args)
    } catch (error) {
      fail(error)
    }
  }

type UpFlags = UpOptions & { port?: number; public?: string; demo: boolean }

/** Flags win over settings; they go through the same checks. */
function settingsWith(flags: UpFlags): Settings {
  const settings = loadSettings()
  const flagged = parseSettings('', {
    ...(flags.port === undefined ? {} : { CALLFLOOR_PORT: String(flags.port) }),
    ...(flags.public === undefined ? {} : { CALLFLOOR_PUBLIC_HOST: flags.public }),
  })
  return {
    ...settings,
    CALLFLOOR_PORT: flagged.CALLFLOOR_PORT ?? settings.CALLFLOOR_PORT,
    CALLFLOOR_PUBLIC_HOST: flagged.CALLFLOOR_PUBLIC_HOST ?? settings.CALLFLOOR_PUBLIC_HOST,
    CALLFLOOR_DEMO: flags.demo && settings.CALLFLOOR_DEMO,
  }
}

const program = new Command('callfloor')
  .description('A call centre of your own: telephony, agents, pages and data in one command.')
  .showHelpAfterError()

program
  .command('up')
  .description('install and start everything; what runs already is left alone')
  .option('-d, --detach', 'return when everything is healthy')
  .option('--port <port>', 'the one public port', wholeNumber(1, 65_535))
  .option('--public <host>', 'serve other machines under this name, with TLS')
  .option('--fresh', 'delete all data, recordings and logs first')
  .option('--no-demo', 'without the demo tenant and the simulated telephone network')
  .option('--loopback-media', 'keep audio on 127.0.0.1 (for tests)')
  .action(action((flags: UpFlags) => up(home(), settingsWith(flags), flags)))

program
  .command('down')
  .description('stop everything')
  .action(action(() => down(home())))

program
  .command('status')
  .description('what runs, and who can log in')
  .option('--json', 'as JSON')
  .action(action((flags: { json?: boolean }) => showStatus(home(), flags.json ?? false)))

program
  .command('doctor')
  .description('what this machine lacks, and the command that mends it')
  .action(action(() => doctor(home(), loadSettings())))

program
  .command('logs')
  .argument('[part]', 'postgres, asterisk, pstn, api, web, edge or supervisor')
  .description('the last lines of the logs')
  .option('-f, --follow', 'stay and show new lines')
  .action(
    action((part: string | undefined, flags: { follow?: boolean }) =>
      logs(home(), part, flags.follow ?? false),
    ),
  )

program
  .command('test')
  .argument('[kind]', testKinds.join(', '), (text: string): TestKind => {
    const kind = testKinds.find((known) => known === text)
    if (kind) return kind
    throw new InvalidArgumentError(`Give one of ${testKinds.join(', ')}, or nothing for all.`)
  })
  .argument('[filters...]', 'only test files whose path contains one of these')
  .description('run the tests against a stack of their own')
  .action(
    action((kind: TestKind | undefined, filters: string[]) =>
      test(home(), kind ? [kind] : [], filters),
    ),
  )

program
  .command('call')
  .argument('<number>', 'the number to call, such as +12025550100')
  .description('let the simulated telephone network place a real call')
  .option('--from <number>', 'calling number')
  .option('--from-name <name>', 'calling name')
  .option('--play <what>', 'tone, speech, silence or a WAV file', 'speech')
  .option('--seconds <n>', 'hang up this long after the answer', wholeNumber(1, 14_400), 30)
  .option('--ring <n>', 'give up ringing after this long', wholeNumber(1, 3_600), 60)
  .option('--dtmf <digits>', 'digits pressed after the answer')
  .option('--json', 'the report as JSON')
  .action(action((number: string, flags: CallOptions) => call(home(), number, flags)))

program
  .command('bench')
  .argument('[name]', 'which one; all without')
  .description('measure Callfloor against the bare thing')
  .option('--json', 'one JSON line each')
  .action(
    action((name: string | undefined, flags: { json?: boolean }) =>
      bench(home(), name, flags.json ?? false),
    ),
  )

await program.parseAsync()
