import { describe, expect, test } from 'vitest'
import { readEnv } from './env.ts'

const given = {
  API_PORT: '3001',
  PUBLIC_URL: 'http://localhost:3000/some/page',
  DATABASE_URL: 'postgres://u:p@127.0.0.1:5432/callfloor',
  AUTH_SECRET: 'x'.repeat(32),
  NODE_NAME: 'node-1',
  AMI_USER: 'u',
  AMI_SECRET: 's',
  ARI_URL: 'http://127.0.0.1:8088',
  ARI_USER: 'u',
  ARI_SECRET: 's',
  ASTERISK_GENERATED_DIR: '/g',
  ASTERISK_LOG_DIR: '/l',
  ASTERISK_SPOOL_DIR: '/s',
  RECORDINGS_DIR: '/r',
}

describe('the environment', () => {
  test('is read with its defaults, and a URL as the origin it means', () => {
    expect(readEnv(given)).toMatchObject({
      API_HOST: '127.0.0.1',
      API_PORT: 3001,
      PUBLIC_URL: 'http://localhost:3000',
      ALLOWED_ORIGINS: [],
      DEMO: false,
      FFMPEG: 'ffmpeg',
      LOG_LEVEL: 'info',
    })
  })

  test('takes an empty variable as one that is not given', () => {
    expect(readEnv({ ...given, LOG_LEVEL: '', MEDIA_ADDRESS: '' }).LOG_LEVEL).toBe('info')
  })

  test.each([
    ['API_PORT', 'http'],
    ['API_PORT', '70000'],
    ['PUBLIC_URL', 'localhost'],
    ['PUBLIC_URL', 'ftp://localhost'],
    ['ALLOWED_ORIGINS', 'https://a.example, b'],
    ['DATABASE_URL', 'mysql://127.0.0.1/x'],
    ['AUTH_SECRET', 'short'],
    ['NODE_NAME', 'a b'],
    ['MEDIA_ADDRESS', 'here'],
    ['DEMO', 'yes'],
    ['LOG_LEVEL', 'loud'],
  ])('names %s where it is %j', (name, value) => {
    expect(() => readEnv({ ...given, [name]: value })).toThrow(`${name} is not usable`)
  })

  test('names every variable that is missing', () => {
    const { AMI_SECRET: _, DATABASE_URL: __, ...rest } = given
    expect(() => readEnv(rest)).toThrow(
      /DATABASE_URL is not set\. AMI_SECRET is not set\. See \.env\.example\./,
    )
  })
})
