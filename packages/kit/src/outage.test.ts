import { describe, expect, it } from 'vitest'

import { findOutage } from './outage.ts'

function coded(code: string, message = 'any words'): Error {
  return Object.assign(new Error(message), { code })
}

/** As Prisma's client wraps what its driver adapter wraps. */
function wrapped(cause: object): Error {
  const driverAdapterError = Object.assign(new Error('adapter', { cause }), { name: 'DriverAdapterError' })
  return Object.assign(coded('P2039', 'Invalid `prisma.course.findMany()` invocation'), {
    meta: { driverAdapterError },
  })
}

describe('an outage', () => {
  it.each([
    ...['57P01', '57P02', '57P03', '08006', '08P01', '53300', '25006', 'P1001', 'P1017', 'P2024'],
    ...['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'],
  ])('is known by its code: %s', (code) => {
    expect(findOutage(coded(code))).toBe(code)
  })

  it.each([
    'timeout exceeded when trying to connect',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'Client has encountered a connection error and is not queryable',
    'Transaction API error: Unable to start a transaction in the given time.',
  ])('is known by the words of a driver without codes: %s', (message) => {
    expect(message).toContain(findOutage(new Error(message)))
  })

  it.each([
    ['57P01', wrapped({ kind: 'postgres', code: '57P01' })],
    ['ConnectionClosed', wrapped({ kind: 'ConnectionClosed' })],
    ['ECONNREFUSED', new AggregateError([coded('ECONNREFUSED')])],
  ])('is found within what wraps it: %s', (reason, error) => {
    expect(findOutage(error)).toBe(reason)
  })

  it('is told without the address that its error names', () => {
    const error = new Error('Connection terminated by postgres://ada:secret@db/lyceum')
    expect(findOutage(error)).toBe('Connection terminated')
  })

  it.each([
    new TypeError('undefined is not a function'),
    coded('23505'),
    coded('57014', 'canceling statement due to statement timeout'),
    coded('P2028', 'Transaction API error: the transaction has expired'),
    coded('ENOENT'),
    wrapped({ kind: 'UniqueConstraintViolation', code: '23505' }),
    'Connection terminated',
    null,
  ])('is none: %o', (error) => {
    expect(findOutage(error)).toBeNull()
  })

  it('is looked for in errors that hold themselves', () => {
    const error = new Error('round')
    error.cause = error
    expect(findOutage(error)).toBeNull()
  })
})
