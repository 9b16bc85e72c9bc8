import { expect, test } from 'vitest'
import { allowedOrigins } from './origins.ts'

const origins = (PUBLIC_URL: string, ALLOWED_ORIGINS: string[] = []) =>
  allowedOrigins({ PUBLIC_URL, ALLOWED_ORIGINS })

test('this machine is known by each of its own names, on its port', () => {
  expect(origins('http://localhost:3000')).toEqual([
    'http://localhost:3000',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
  ])
})

test('another host is known by its own name and by those that were configured', () => {
  expect(origins('https://calls.example', ['https://old.example'])).toEqual([
    'https://calls.example',
    'https://old.example',
  ])
})
