import { expect, test } from 'vitest'
import { asteriskConfig } from './config.ts'
import type { AsteriskInstance } from './instance.ts'
import { loadedModules } from './modules.ts'
import { parseVersion } from './runtime.ts'

const instance: AsteriskInstance = {
  systemName: 'callfloor',
  runtime: {
    modulesDir: '/m',
    dataDir: '/d',
    preload: ['res_timing_timerfd'],
    load: ['chan_pjsip', 'cel_custom'],
  },
  folders: { etc: '/h/etc', lib: '/h/lib', spool: '/h/spool', log: '/h/log', run: '/h/run' },
  sip: { host: '127.0.0.1', port: 22_060 },
  ami: { port: 5038, users: [{ name: 'api', secret: 's3cret', read: 'call', write: 'agent' }] },
  http: { port: 8088, ari: { user: 'api', secret: 'ari-s3cret' } },
  rtp: { start: 10_000, end: 10_999, candidates: [{ from: '192.0.2.7', to: '127.0.0.1' }] },
  generated: '/h/generated',
  cel: { settings: { enable: 'yes', dateformat: '%s.%6q' }, mapping: 'callfloor.log => x' },
}
const files = asteriskConfig(instance)

test('folders are a section of their own, not a template that would be ignored', () => {
  expect(files['asterisk.conf']).toMatch(/^\[directories\]$/m)
  expect(files['asterisk.conf']).toContain('live_dangerously=no')
  expect(files['asterisk.conf']).toContain('systemname=callfloor')
})

test('AMI and HTTP listen on loopback only', () => {
  expect(files['manager.conf']).toContain('bindaddr=127.0.0.1')
  expect(files['manager.conf']).toContain('permit=127.0.0.0/255.0.0.0')
  expect(files['http.conf']).toContain('bindaddr=127.0.0.1')
  expect(files['http.conf']).toContain('sessionlimit=2000')
  expect(files['http.conf']).toContain('enablestatic=no')
})

test('an AMI user has the rights given and no more', () => {
  const [, user] = files['manager.conf']?.split('[api]') ?? []
  expect(user).toContain('secret=s3cret')
  expect(user).toContain('read=call\n')
  expect(user).toContain('write=agent\n')
})

test('nothing that opens a shell is loaded', () => {
  expect(loadedModules).not.toContain('app_system')
  expect(loadedModules).not.toContain('func_shell')
  expect(loadedModules).not.toContain('pbx_spool')
  expect(files['modules.conf']).toContain('autoload=no')
})

test('generated files are included where they are', () => {
  for (const name of ['pjsip.conf', 'extensions.conf', 'queues.conf']) {
    expect(files[name]).toContain(`#tryinclude "/h/generated/${name}"`)
  }
})

test('candidates are rewritten only where asked', () => {
  expect(files['rtp.conf']).toContain('192.0.2.7 => 127.0.0.1')
  const plain = asteriskConfig({ ...instance, rtp: { ...instance.rtp, candidates: [] } })
  expect(plain['rtp.conf']).not.toContain('=>')
})

test('agents are looked up in the pushed objects, trunks in the files', () => {
  expect(files['sorcery.conf']).toContain('endpoint=astdb,ps_endpoint')
  expect(files['sorcery.conf']).toContain('endpoint=config,pjsip.conf,criteria=type=endpoint')
})

test('an instance without CEL does not load its writer', () => {
  expect(files['modules.conf']).toContain('load=cel_custom.so')
  const { cel: _, ...without } = instance
  const plain = asteriskConfig(without)
  expect(plain['modules.conf']).not.toContain('cel_custom')
  expect(plain['cel.conf']).toContain('enable=no')
})

test.each([
  ['Asterisk 22.10.1~dfsg+~cs6.15.60671435-1', '22.10.1'],
  ['Asterisk certified-20.7-cert2', '20.7'],
  ['something else', undefined],
])('%s is version %s', (output, version) => {
  expect(parseVersion(output)).toBe(version)
})
