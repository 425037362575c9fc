import { randomUUID } from 'node:crypto'

import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openDatabase } from './harness/open-database.ts'
import type { Database } from './harness/open-database.ts'
import { runAdmin } from './harness/run-admin.ts'
import { startTestPlatform } from './harness/test-platform.ts'
import type { TestPlatform } from './harness/test-platform.ts'

const timeout = 240_000
const admin = (...args: readonly string[]) => runAdmin(platform.dataFolder, args)
const thisYear = ['--from', '2026-01-01', '--to', '2100-01-01']

let platform: TestPlatform
let database: Database
beforeAll(async () => {
  platform = await startTestPlatform()
  database = await openDatabase(platform.dataFolder)
}, timeout)
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  await platform[Symbol.asyncDispose]()
}, timeout)

/** Something that a subgraph heard and could not apply: the title of a course that only the letter knows. */
async function givenDeadLetter(consumer: 'courses' | 'payments', payload: object): Promise<string> {
  const courseId = randomUUID()
  const envelope = {
    id: randomUUID(),
    type: 'course.updated',
    aggregateId: courseId,
    aggregateVersion: 1,
    occurredAt: new Date().toISOString(),
    requestId: null,
    traceparent: null,
    payload: {
      ...{
        courseId,
        slug: courseId,
        title: 'Kept in a letter',
        status: 'DRAFT',
        price: null,
        capacity: null,
      },
      ...{ prerequisiteIds: [], instructorIds: [], ...payload },
    },
  }
  await database.rows(
    `INSERT INTO ${consumer}.dead_letter (event_id, type, envelope, error) VALUES ($1, $2, $3, 'seeded')`,
    [envelope.id, envelope.type, JSON.stringify(envelope)],
  )
  return courseId
}

describe('npm run admin -- reconcile', () => {
  it(
    'finds nothing where nothing differs, and a seeded difference by an exit code of 1',
    { timeout },
    async () => {
      expect(await admin('reconcile', ...thisYear)).toEqual({
        exitCode: 0,
        output: '0 orders compared, 0 differences.\n',
        complaint: '',
      })
      // Money that we believe to have, and that neither provider nor ledger know of.
      const [order] = await database.rows<{ id: string }>(
        `INSERT INTO payments.order (user_id, status, currency, subtotal_minor, discount_minor, total_minor, provider, payment_status,
         captured_minor)
       VALUES (uuidv7(), 'PAID', 'EUR', 4900, 0, 4900, 'sandbox', 'SUCCEEDED', 4900) RETURNING id`,
      )
      const { exitCode, output } = await admin('reconcile', ...thisYear)
      expect(exitCode).toBe(1)
      expect(output).toContain(`LEDGER_CAPTURED: order ${order?.id}`)
      expect(output).toContain('"0" there, "4900" here')
      expect(output).toContain('1 orders compared, 1 differences.')
    },
  )

  it('explains itself instead of taking a day that is none', { timeout }, async () => {
    const { exitCode, complaint } = await admin('reconcile', '--from', 'yesterday', '--to', '2100-01-01')
    expect(exitCode).toBe(1)
    expect(complaint).toContain('npm run admin -- reconcile')
  })
})

describe('npm run admin -- replay-dead-letters', () => {
  it(
    'applies what the named subgraph could not, once, and leaves the letters of others',
    { timeout },
    async () => {
      const courseId = await givenDeadLetter('payments', {})
      const replayed = await admin('replay-dead-letters', '--subgraph', 'payments')
      expect(replayed).toMatchObject({ exitCode: 0, output: 'payments: 1 replayed, 0 failed again\n' })
      const known = await database.rows('SELECT title FROM payments.course WHERE id = $1', [courseId])
      expect(known).toEqual([{ title: 'Kept in a letter' }])
      const again = await admin('replay-dead-letters')
      expect(again.exitCode).toBe(0)
      expect(again.output).toContain('payments: 0 replayed, 0 failed again')
      expect(again.output).toContain('certificates: 0 replayed, 0 failed again')
    },
  )

  it('keeps a letter that fails again, and says so by an exit code of 1', { timeout }, async () => {
    await givenDeadLetter('courses', {})
    const { exitCode, output } = await admin('replay-dead-letters')
    expect(exitCode).toBe(1)
    expect(output).toContain('courses: 0 replayed, 1 failed again')
    await eventually(async () => {
      const open = await database.rows('SELECT error FROM courses.dead_letter WHERE replayed_at IS NULL')
      expect(open).toEqual([{ error: expect.stringContaining('course.updated') }])
    })
  })

  it('knows its subgraphs', { timeout }, async () => {
    const { exitCode, complaint } = await admin('replay-dead-letters', '--subgraph', 'nobody')
    expect(exitCode).toBe(1)
    expect(complaint).toContain('payments')
  })
})
