// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are Asterisk's variables.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { homeAt } from '../src/home/paths.ts'
import { defaultHome, type PartName, type StartedStack, startStack } from '../src/index.ts'
import { readAccess } from '../src/stack.ts'

export type Switch = StartedStack & {
  home: string
  /** Whether Callfloor's Asterisk logged a line with this text. */
  logged(text: string): boolean
}

const trunk = (port: number) => `[carrier]
type=endpoint
context=carrier
disallow=all
allow=ulaw,alaw
aors=carrier
identify_by=ip
direct_media=no

[carrier]
type=aor
contact=sip:127.0.0.2:${port}

[carrier]
type=identify
endpoint=carrier
match=127.0.0.2
`

const dialplan = `[carrier]
exten => tone,1,Answer()
 same => n,Milliwatt()
exten => echo,1,Answer()
 same => n,Echo()
exten => digits,1,Answer()
 same => n,Read(DIGIT,,1,,1,10)
 same => n,Set(DIGITS=\${DIGITS}\${IF($["\${DIGIT}"=""]?#:\${DIGIT})})
 same => n,Log(NOTICE,DIGITS \${DIGITS})
 same => n,Goto(2)
exten => name,1,Log(NOTICE,NAME \${CALLERID(num)} \${CALLERID(name)})
 same => n,Hangup(1)
exten => _+X!,1,Dial(PJSIP/\${EXTEN}@carrier,30)
 same => n,Hangup(\${HANGUPCAUSE})
`

/** Asterisk and the simulator, alone, with a dialplan written for tests of the simulator. */
export async function givenSwitch(
  name: string,
  only: PartName[] = ['asterisk', 'pstn'],
): Promise<Switch> {
  const home = join(defaultHome(), `test-${name}-${process.pid}`)
  rmSync(home, { recursive: true, force: true })
  mkdirSync(home, { recursive: true })
  const stack = await startStack({ home, only })
  const { generated, log } = stack.asterisk.folders
  writeFileSync(join(generated, 'pjsip.conf'), trunk(readAccess(homeAt(home)).ports.pstn.sip))
  writeFileSync(join(generated, 'extensions.conf'), dialplan)
  await stack.asterisk.cli('module reload res_pjsip.so')
  await stack.asterisk.cli('dialplan reload')
  return {
    ...stack,
    home,
    logged: (text) => readFileSync(join(log, 'messages.log'), 'utf8').includes(text),
    async stop() {
      await stack.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
