import { randomUUID } from 'node:crypto'

import { SignIn, createClient, present, succeeded } from '@lyceum/client'
import { eventually } from '@lyceum/testkit'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openDatabase } from './harness/open-database.ts'
import type { Database } from './harness/open-database.ts'
import { runAdmin } from './harness/run-admin.ts'
import { startTestPlatform } from './harness/test-platform.ts'
import type { TestPlatform } from './harness/test-platform.ts'

const timeout = 240_000
const admin = (...args: readonly string[]) => runAdmin(platform.dataFolder, args)

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

describe('npm run admin -- EMAIL', () => {
  it('makes an administrator, by the next token, and others hear of it', { timeout }, async () => {
    const { id, username, password } = await platform.student('Grace Granted')
    expect(await admin(`${username}@example.org`)).toMatchObject({ exitCode: 0, complaint: '' })
    const anonymous = createClient({ endpoint: `${platform.url}/graphql` })
    const { tokenAuth } = await anonymous.execute(SignIn, { username, password })
    const { roles } = decodeJwt(present(succeeded(tokenAuth).accessToken, 'access token'))
    expect(roles).toContain('ADMINISTRATOR')
    await eventually(async () => {
      const heard = await database.rows(
        `SELECT said.type FROM users.outbox_event AS said JOIN notifications.inbox_event AS heard ON heard.event_id = said.id
         WHERE said.aggregate_id = $1`,
        [id],
      )
      expect(heard).toEqual([{ type: 'user.role_granted' }])
    })
  })
})

describe('npm run admin -- reconcile', () => {
  /** Long before anybody else ordered anything. */
  const someYear = ['--from', '2001-01-01', '--to', '2002-01-01']

  it(
    'finds nothing where nothing differs, and a seeded difference by an exit code of 1',
    { timeout },
    async () => {
      expect(await admin('reconcile', ...someYear)).toEqual({
        exitCode: 0,
        output: '0 orders compared, 0 differences.\n',
        complaint: '',
      })
      // Money that we believe to have, and that neither provider nor ledger know of.
      const [order] = await database.rows<{ id: string }>(
        `INSERT INTO payments.order (user_id, status, currency, subtotal_minor, discount_minor, total_minor, provider, payment_status,
         captured_minor, created_at)
       VALUES (uuidv7(), 'PAID', 'EUR', 4900, 0, 4900, 'sandbox', 'SUCCEEDED', 4900, '2001-05-01') RETURNING id`,
      )
      const { exitCode, output } = await admin('reconcile', ...someYear)
      await database.rows('DELETE FROM payments.order WHERE id = $1', [order?.id])
      expect(exitCode).toBe(1)
      expect(output).toContain(`LEDGER_CAPTURED: order ${order?.id}`)
      expect(output).toContain('"0" there, "4900" here')
      expect(output).toContain('1 orders compared, 1 differences.')
    },
  )

  it('explains itself instead of taking a day that is none', { timeout }, async () => {
    const { exitCode, complaint } = await admin('reconcile', '--from', 'yesterday', '--to', '2100-01-01')
    expect(exitCode).toBe(1)
    expect(complaint).toContain('reconcile --from YYYY-MM-DD --to YYYY-MM-DD')
  })
})

describe('npm run admin -- replay-dead-letters', () => {
  /** Something that a subgraph heard and could not apply: the title of a course that only the letter knows. */
  async function givenDeadLetter(consumer: 'courses' | 'payments'): Promise<string> {
    const courseId = randomUUID()
    const envelope = {
      ...{ id: randomUUID(), type: 'course.updated', aggregateId: courseId, aggregateVersion: 1 },
      ...{ occurredAt: new Date().toISOString(), requestId: null, traceparent: null },
      payload: {
        ...{ courseId, slug: courseId, title: 'Kept in a letter', status: 'DRAFT', price: null },
        ...{ capacity: null, prerequisiteIds: [], instructorIds: [] },
      },
    }
    await database.rows(
      `INSERT INTO ${consumer}.dead_letter (event_id, type, envelope, error) VALUES ($1, $2, $3, 'seeded')`,
      [envelope.id, envelope.type, JSON.stringify(envelope)],
    )
    return courseId
  }

  const listErrorsOfCourses = () =>
    database.rows(
      `SELECT error FROM courses.dead_letter WHERE replayed_at IS NULL AND type = 'course.updated'`,
    )

  afterAll(() => database.rows(`DELETE FROM courses.dead_letter WHERE type = 'course.updated'`))

  it(
    'applies once what the named subgraph could not, and keeps what fails again by an exit code of 1',
    { timeout },
    async () => {
      const courseId = await givenDeadLetter('payments')
      // Courses do not listen to themselves: theirs fails whenever it is applied.
      await givenDeadLetter('courses')

      const ofPayments = await admin('replay-dead-letters', '--subgraph', 'payments')
      expect(ofPayments).toMatchObject({ exitCode: 0, output: 'payments: 1 replayed, 0 failed again\n' })
      const known = await database.rows('SELECT title FROM payments.course WHERE id = $1', [courseId])
      expect(known).toEqual([{ title: 'Kept in a letter' }])
      expect(await listErrorsOfCourses()).toEqual([{ error: 'seeded' }])

      const { exitCode, output } = await admin('replay-dead-letters')
      expect(exitCode).toBe(1)
      expect(output).toContain('payments: 0 replayed, 0 failed again')
      expect(output).toContain('certificates: 0 replayed, 0 failed again')
      expect(output).toContain('courses: 0 replayed, 1 failed again')
      expect(await listErrorsOfCourses()).toEqual([{ error: expect.stringContaining('course.updated') }])
    },
  )
})
