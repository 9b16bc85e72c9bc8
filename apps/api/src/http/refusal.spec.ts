import { CallfloorError, errorCodes } from '@callfloor/domain'
import {
  HttpException,
  PayloadTooLargeException,
  ServiceUnavailableException,
} from '@nestjs/common'
import { ORPCError } from '@orpc/nest'
import { ValidationError } from '@orpc/server'
import { describe, expect, test } from 'vitest'
import { refusalOf } from './refusal.ts'

describe('a refusal', () => {
  test.each(errorCodes)('has a status for %s', (code) => {
    const { status } = refusalOf(new CallfloorError(code, 'why', { a: 1 }))
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
  })

  test('says what the domain says', () => {
    const error = new CallfloorError('leaseTaken', 'Another tab has the phone.', { since: 7 })
    const told = { status: 409, code: 'leaseTaken', message: error.message, details: { since: 7 } }
    expect(refusalOf(error)).toEqual(told)
    expect(refusalOf(new ORPCError('INTERNAL_SERVER_ERROR', { cause: error }))).toEqual(told)
  })

  test('names the fields of an input that does not fit', () => {
    const cause = new ValidationError({
      message: 'Input validation failed',
      issues: [
        { message: 'Too small.', path: ['limit'] },
        { message: 'No number.', path: ['phones', { key: 0 }] },
      ],
      data: {},
    })
    expect(refusalOf(new ORPCError('BAD_REQUEST', { cause }))).toEqual({
      status: 400,
      code: 'badRequest',
      message: 'Check limit, phones.0: Too small. No number.',
      details: {
        fields: [
          { field: 'limit', message: 'Too small.' },
          { field: 'phones.0', message: 'No number.' },
        ],
      },
    })
  })

  test('keeps what nobody foresaw to itself', () => {
    for (const error of [new Error('password is hunter2'), 'text', undefined, { a: 1 }]) {
      expect(refusalOf(error)).toMatchObject({ status: 500, code: 'internal' })
      expect(JSON.stringify(refusalOf(error))).not.toContain('hunter2')
    }
    const output = new ORPCError('INTERNAL_SERVER_ERROR', { cause: new Error('hunter2') })
    expect(refusalOf(output)).toMatchObject({ status: 500, code: 'internal' })
  })

  test('of the framework has a code of ours', () => {
    expect(refusalOf(new PayloadTooLargeException()).code).toBe('tooLarge')
    expect(refusalOf(new HttpException('teapot', 418))).toMatchObject({
      status: 400,
      code: 'badRequest',
    })
    expect(refusalOf(Object.assign(new Error('big'), { statusCode: 413 })).code).toBe('tooLarge')
    expect(refusalOf(new ServiceUnavailableException({ details: { database: 'down' } }))).toEqual({
      status: 503,
      code: 'apiUnavailable',
      message: expect.any(String),
      details: { database: 'down' },
    })
  })

  test.each([
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    new AggregateError([Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })]),
    Object.assign(new Error('terminating connection'), { code: '57P01' }),
    Object.assign(new Error('too many clients'), { code: '53300' }),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new Error('Query read timeout'),
  ])('of a database that cannot be reached: %s', (error) => {
    expect(refusalOf(error)).toMatchObject({ status: 503, code: 'databaseUnavailable' })
  })

  test('of a statement that the database refuses is ours to answer for', () => {
    const error = Object.assign(new Error('duplicate key'), { code: '23505' })
    expect(refusalOf(error).code).toBe('internal')
  })
})
