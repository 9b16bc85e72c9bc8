import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Stack, startStack } from '@callfloor/stack'
import { addresses } from './floor.ts'
import type { Address } from './phones.ts'

/** Dialled at the bare Asterisk to enter its queue. */
export const bareQueueNumber = 'queue'

const endpoint = (name: string, context: string, contact: string): string =>
  [
    `[${name}]`,
    'type=endpoint',
    `context=${context}`,
    'disallow=all',
    'allow=ulaw',
    `aors=${name}`,
    'direct_media=no',
    'rtp_symmetric=yes',
    'media_address=127.0.0.1',
    'bind_rtp_to_media_address=yes',
    '',
    `[${name}]`,
    'type=aor',
    `contact=${contact}`,
    'qualify_frequency=0',
    '',
  ].join('\n')

function writeConfiguration(folder: string, agents: number, phones: Address): void {
  const names = Array.from({ length: agents }, (_, i) => `phone-${i + 1}`)
  const write = (file: string, lines: string[]) => {
    writeFileSync(join(folder, file), `${lines.join('\n')}\n`, { mode: 0o644 })
  }
  write('pjsip.conf', [
    endpoint('carrier', 'bare', `sip:${addresses.carrier}:5060`),
    `[carrier]\ntype=identify\nendpoint=carrier\nmatch=${addresses.carrier}\n`,
    ...names.map((name) => endpoint(name, 'nowhere', `sip:${name}@${phones.host}:${phones.port}`)),
  ])
  write('queues.conf', [
    '[bare]',
    'strategy=leastrecent',
    'timeout=20',
    'autofill=yes',
    'ringinuse=no',
    ...names.map((name) => `member => PJSIP/${name}`),
  ])
  write('extensions.conf', [
    '[bare]',
    `exten => ${bareQueueNumber},1,Queue(bare,r)`,
    ' same => n,Hangup()',
  ])
}

/**
 * A second Asterisk, the same build, with nothing of Callfloor's around it: one trunk, one queue
 * with `agents` members at `phones`, no event listener, no CEL, no recording.
 */
export async function startBareAsterisk(
  home: string,
  agents: number,
  phones: Address,
): Promise<Stack & { stop(): Promise<void> }> {
  const stack = await startStack({ home, demo: false, only: ['asterisk'] })
  try {
    const { asterisk } = stack
    writeConfiguration(asterisk.folders.generated, agents, phones)
    // Read at a start only, so the running one is told.
    writeFileSync(join(home, 'etc/asterisk/cel.conf'), '[general]\nenable=no\n')
    for (const command of [
      'module reload cel',
      'module reload res_pjsip.so',
      'module reload res_pjsip_endpoint_identifier_ip.so',
      'module reload app_queue.so',
      'dialplan reload',
    ]) {
      await asterisk.cli(command)
    }
    await assertBare(stack, agents)
    return stack
  } catch (error) {
    await stack.stop()
    throw error
  }
}

async function assertBare({ asterisk }: Stack, agents: number): Promise<void> {
  const cel = await asterisk.cli('cel show status')
  if (!/CEL Logging: Disabled/i.test(cel)) throw new Error(`The bare Asterisk writes CEL: ${cel}`)
  const queue = await asterisk.cli('queue show bare')
  const members = queue.split('PJSIP/phone-').length - 1
  if (members !== agents) throw new Error(`The bare queue has ${members} of ${agents} members.`)
}
