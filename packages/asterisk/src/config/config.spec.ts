import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hostileText } from '../../test/hostile.ts'
import { SALES, SUPPORT, TENANT } from '../../test/traces.ts'
import { agentObjects } from '../ari/agents.ts'
import { isAsteriskError } from '../errors.ts'
import { applyConfig, type GeneratedFiles } from './apply.ts'
import { type DialplanConfig, writeDialplan } from './dialplan.ts'
import { type QueueConfig, writeQueues } from './queues.ts'
import { type TrunkConfig, writeTrunks } from './trunks.ts'

const queue: QueueConfig = {
  id: SUPPORT,
  tenantId: TENANT,
  strategy: 'leastrecent',
  ringSeconds: 20,
  weight: 0,
  maxWaitSeconds: 600,
  answerMode: 'immediately',
  wrapUpSeconds: 30,
  recorded: true,
}
const trunk: TrunkConfig = {
  id: 't1',
  tenantId: TENANT,
  host: 'sip.example.com',
  port: 5060,
  match: ['192.0.2.0/24'],
}
const dialplan: DialplanConfig = {
  trunks: [trunk],
  queues: [queue],
  numbers: [
    {
      number: '+12025550100',
      tenantId: TENANT,
      trunkId: 't1',
      route: { type: 'queue', queueId: SUPPORT },
    },
  ],
  recordingsDir: '/var/spool/callfloor/recordings',
}
const code = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    return isAsteriskError(error) ? error.code : String(error)
  }
  return 'written'
}

describe('hostile text', () => {
  const places: Record<string, (text: string) => string> = {
    'trunk id': (id) => writeTrunks([{ ...trunk, id }]),
    'trunk tenant': (tenantId) => writeTrunks([{ ...trunk, tenantId }]),
    'trunk host': (host) => writeTrunks([{ ...trunk, host }]),
    'trunk address': (match) => writeTrunks([{ ...trunk, match: [match] }]),
    'trunk user': (username) =>
      writeTrunks([{ ...trunk, register: true, credentials: { username, secret: 'x' } }]),
    'trunk secret': (secret) => writeTrunks([{ ...trunk, credentials: { username: 'u', secret } }]),
    'trunk codec': (codec) => writeTrunks([{ ...trunk, codecs: [codec] }]),
    'queue id': (id) => writeQueues([{ ...queue, id }]),
    'queue music': (music) => writeQueues([{ ...queue, music }]),
    'dialplan queue': (id) => writeDialplan({ ...dialplan, queues: [{ ...queue, id }] }),
    'dialplan prompt': (timeoutPrompt) =>
      writeDialplan({ ...dialplan, queues: [{ ...queue, timeoutPrompt }] }),
    'dialplan folder': (recordingsDir) => writeDialplan({ ...dialplan, recordingsDir }),
    'dialplan number': (number) =>
      writeDialplan({
        ...dialplan,
        numbers: dialplan.numbers.map((entry) => ({ ...entry, number })),
      }),
  }

  // Every line is a section, a setting, a step of the dialplan or a comment of ours.
  const line =
    /^(?:|\[[A-Za-z0-9_-]+\]|[a-z0-9_-]+ = (?:[^;\n]|\\;)*|include => callfloor-unknown|exten => .+| {1,2}same => n.*|; Written by Callfloor.*)$/

  test.each(Object.entries(places))(
    'as %s is refused with a code or stays in its place',
    (place, write) => {
      fc.assert(
        fc.property(hostileText, (text) => {
          let written: string
          try {
            written = write(text)
          } catch (error) {
            expect(isAsteriskError(error)).toBe(true)
            return
          }
          for (const one of written.split('\n')) expect(one).toMatch(line)
          expect(written).not.toMatch(/^(#|\[general\])/m)
          if (place !== 'trunk secret') expect(written).not.toMatch(/SHELL|System\(|exec/)
        }),
      )
    },
    20_000,
  )
})

test('a caller whose identity holds an encoded control character is refused before all else', () => {
  const rules = [...writeTrunks([]).matchAll(/match_header = ([A-Za-z-]+): \/(.+)\//g)]
  expect(rules.map((rule) => rule[1])).toEqual([
    'From',
    'P-Asserted-Identity',
    'Remote-Party-ID',
    'Diversion',
  ])
  for (const [, , pattern = ''] of rules) {
    const rule = new RegExp(pattern)
    for (const bad of ['%0d%0aEvent', '+1%0A', '%00', '%1b', '%7F']) expect(bad).toMatch(rule)
    for (const good of ['+12025550100', '%2B1202', 'O%27Brien', '%C3%A9', '100%']) {
      expect(good).not.toMatch(rule)
    }
  }
})

describe('the dialplan', () => {
  const text = writeDialplan(dialplan)

  test('has no pattern that matches more than digits', () => {
    const patterns = [...text.matchAll(/^exten => _(\S+?),/gm)].map((match) => match[1])
    expect(patterns.length).toBeGreaterThan(0)
    for (const pattern of patterns) expect(pattern).toMatch(/^\+?X+$/)
  })

  test('leads a number, with or without its plus, to its queue', () => {
    expect(text).toContain('exten => +12025550100,1,')
    expect(text).toContain('exten => 12025550100,1,Goto(+12025550100,1)')
    expect(text).toContain(`Goto(queue-${SUPPORT},s,1)`)
  })

  test('takes nothing of a caller into an argument but through FILTER or as her own id', () => {
    const used = [...text.matchAll(/\$\{([A-Z_]+)/g)].map((match) => match[1])
    const allowed = [
      'ARG',
      'CALLFLOOR_NUMBER',
      'CALLFLOOR_QUEUE',
      'CALLFLOOR_RECORDING',
      'CHANNEL',
      'EXTEN',
      'FILTER',
    ]
    expect(new Set(used)).toEqual(new Set([...allowed, 'MEMBERINTERFACE', 'QUEUESTATUS']))
    expect(text.match(/\$\{EXTEN\}/g)?.length).toBe(
      text.match(/FILTER\(\+0-9,\$\{EXTEN\}\)/g)?.length,
    )
    expect(text).not.toMatch(/\{CALLERID|System|SHELL/)
  })

  test('records, waits and pauses only where the queue says so', () => {
    const plain = writeDialplan({
      ...dialplan,
      queues: [{ ...queue, recorded: false, wrapUpSeconds: 0, answerMode: 'whenAgentAnswers' }],
    })
    expect(text).toContain('MixMonitor(')
    expect(text).toContain(',,,600,,callfloor-connected-wrapup)')
    expect(plain).not.toContain('MixMonitor(')
    expect(plain).toContain(',,,600,,callfloor-connected)')
    expect(plain).not.toContain('Answer(')
    expect(plain).toContain('Ringing()')
  })

  test('gives a call on a shared trunk to the tenant of the number', () => {
    const other = '0192f000-0000-7000-8000-00000000000b'
    const shared = writeDialplan({
      ...dialplan,
      numbers: dialplan.numbers.map((entry) => ({ ...entry, tenantId: other })),
    })
    expect(shared).toContain(`Set(CHANNEL(accountcode)=${other})`)
    expect(text).not.toContain('accountcode')
  })

  test('treats a number without its queue as unknown and refuses one given twice', () => {
    expect(writeDialplan({ ...dialplan, queues: [] })).not.toContain('+12025550100,1')
    const twice = [...dialplan.numbers, ...dialplan.numbers]
    expect(code(() => writeDialplan({ ...dialplan, numbers: twice }))).toBe('configDuplicate')
  })
})

test('numbers out of bounds are refused', () => {
  expect(code(() => writeQueues([{ ...queue, ringSeconds: 4 }]))).toBe('configValueUnsafe')
  expect(code(() => writeQueues([{ ...queue, weight: 1.5 }]))).toBe('configValueUnsafe')
  expect(code(() => writeTrunks([{ ...trunk, port: 70_000 }]))).toBe('configValueUnsafe')
  expect(code(() => writeQueues([queue, { ...queue, id: SALES }]))).toBe('written')
  expect(code(() => writeQueues([queue, queue]))).toBe('configDuplicate')
})

test('an agent’s endpoint speaks to browsers, keeps G.711 first and its tenant', () => {
  const agent = { agentId: 'a', tenantId: TENANT, secret: 'abcdefghijklmnop' }
  const { endpoint, auth } = agentObjects('agent-a', agent)
  expect(endpoint).toMatchObject({ webrtc: 'yes', allow: 'ulaw,alaw,opus', accountcode: TENANT })
  expect(endpoint).not.toHaveProperty('device_state_busy_at')
  expect(endpoint).not.toHaveProperty('media_address')
  expect(auth.username).toBe('agent-a')
  expect(code(() => agentObjects('agent-a', { ...agent, secret: 'short' }))).toBe(
    'configValueUnsafe',
  )
})

describe('applying', () => {
  let dir: string
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'callfloor-config-'))
  })
  afterEach(() => rm(dir, { recursive: true }))
  const files: GeneratedFiles = { trunks: 't', queues: 'q', dialplan: 'd' }

  test('reloads what changed, in order, and nothing else', async () => {
    const reloads: string[] = []
    const apply = (next: GeneratedFiles) =>
      applyConfig({ dir, files: next, reload: async (part) => void reloads.push(part) })
    expect(await apply(files)).toEqual(['trunks', 'queues', 'dialplan'])
    expect(await apply(files)).toEqual([])
    expect(await apply({ ...files, queues: 'q2' })).toEqual(['queues'])
    expect(reloads).toEqual(['trunks', 'queues', 'dialplan', 'queues'])
    expect(await readFile(join(dir, 'queues.conf'), 'utf8')).toBe('q2')
    expect((await readdir(dir)).filter((name) => name.endsWith('.new'))).toEqual([])
  })

  test('tries a failed reload again, and a file someone changed', async () => {
    const failing = applyConfig({
      dir,
      files,
      reload: async (part) => {
        if (part === 'queues') throw new Error('down')
      },
    })
    await expect(failing).rejects.toMatchObject({ code: 'configReloadFailed' })
    const reload = async () => undefined
    expect(await applyConfig({ dir, files, reload })).toEqual(['queues'])
    await writeFile(join(dir, 'extensions.conf'), 'edited')
    expect(await applyConfig({ dir, files, reload })).toEqual(['dialplan'])
  })
})
