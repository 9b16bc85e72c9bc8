import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../home/paths.ts'
import { parseSettings } from './load.ts'
import { settings, settingsSchema, writeExample } from './schema.ts'

test('without any setting the defaults hold', () => {
  expect(parseSettings('', {})).toMatchObject({
    CALLFLOOR_DEMO: true,
    CALLFLOOR_SIP_HOST: '127.0.0.1',
    CALLFLOOR_LOG_LEVEL: 'info',
    FFMPEG: 'ffmpeg',
  })
})

test('the environment wins over .env, and an empty value is none', () => {
  const file = 'CALLFLOOR_PORT=9000\nCALLFLOOR_LOG_LEVEL=\n'
  expect(parseSettings(file, { CALLFLOOR_PORT: '9001' })).toMatchObject({
    CALLFLOOR_PORT: 9001,
    CALLFLOOR_LOG_LEVEL: 'info',
  })
})

test.each([
  [
    'CALLFLOOR_PROT=80',
    {},
    'unknownSetting',
    /\.env sets CALLFLOOR_PROT.*Did you mean CALLFLOOR_PORT/,
  ],
  ['SOMETHING=1', {}, 'unknownSetting', /\.env sets SOMETHING/],
  ['', { CALLFLOOR_DEMOO: 'true' }, 'unknownSetting', /environment sets CALLFLOOR_DEMOO/],
  [
    'CALLFLOOR_PORT=70000',
    {},
    'badSetting',
    /CALLFLOOR_PORT must be between 1 and 65535 \(it is "70000"\)/,
  ],
  ['CALLFLOOR_PORT=eighty', {}, 'badSetting', /CALLFLOOR_PORT must be a port number/],
  ['CALLFLOOR_DEMO=maybe', {}, 'badSetting', /CALLFLOOR_DEMO must be true or false/],
  ['CALLFLOOR_RTP_PORTS=1-2', {}, 'badSetting', /CALLFLOOR_RTP_PORTS/],
  ['CALLFLOOR_RTP_PORTS=12000-11000', {}, 'badSetting', /CALLFLOOR_RTP_PORTS must span/],
  ['CALLFLOOR_SIP_HOST=example', {}, 'badSetting', /CALLFLOOR_SIP_HOST must be an IPv4 address/],
  ['CALLFLOOR_TLS_CERT=/a.pem', {}, 'badSetting', /CALLFLOOR_TLS_KEY is missing/],
  ['CALLFLOOR_PUBLIC_HOST=a b', {}, 'badSetting', /CALLFLOOR_PUBLIC_HOST must be a host name/],
] as const)('%s %j is refused by name', (file, environment, code, message) => {
  expect(() => parseSettings(file, environment)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  )
})

test('a database address is never repeated in a message: it holds a password', () => {
  const attempt = () => parseSettings('DATABASE_URL=mysql://me:hunter2@db/x', {})
  expect(attempt).toThrow(/DATABASE_URL must look like/)
  expect(attempt).not.toThrow(/hunter2/)
})

test('.env.example lists every setting, and its values are the defaults', () => {
  const example = readFileSync(join(projectRoot, '.env.example'), 'utf8')
  expect(example).toBe(writeExample())
  expect(Object.keys(settings)).toEqual(Object.keys(settingsSchema.shape))
  expect(parseSettings(example, {})).toEqual(parseSettings('', {}))
})
