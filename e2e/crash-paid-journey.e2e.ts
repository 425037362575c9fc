import { randomUUID } from 'node:crypto'

import {
  CreateCheckout,
  MarkLectureRead,
  OrderState,
  SetCoursePrice,
  present,
  succeeded,
} from '@lyceum/client'
import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { beforeWebhookKept, stepsToCertificate, stepsToCourse } from './crash-points.ts'
import { createDraft, enroll, publish } from './harness/courses.ts'
import type { Course } from './harness/courses.ts'
import { expireClaims, holdAt, letPass, prepareHolding, untilHeld } from './harness/hold-point.ts'
import type { HoldPoint } from './harness/hold-point.ts'
import { startKillableProcess, takeover } from './harness/killable-platform.ts'
import type { KillablePlatform } from './harness/killable-platform.ts'
import { openDatabase } from './harness/open-database.ts'
import type { Database } from './harness/open-database.ts'
import type { Person } from './harness/people.ts'
import { CourseStatusById, NotificationsOfViewer } from './operations.ts'

const timeout = 900_000
const price = { amountMinor: 4_900, currency: 'EUR' } as const
const allPoints = [beforeWebhookKept, ...stepsToCourse, ...stepsToCertificate]

let platform: KillablePlatform
let instructor: Person
let lea: Person
let ole: Person
beforeAll(async () => {
  platform = await startKillableProcess(async (school) => {
    instructor = await school.instructor()
    lea = await school.student('Lea Learner')
    ole = await school.student('Ole Other')
  })
  await withDatabase((database) => prepareHolding(database, allPoints))
}, timeout)
afterAll(() => platform[Symbol.asyncDispose](), timeout)

async function withDatabase<T>(use: (database: Database) => Promise<T>): Promise<T> {
  await using database = await openDatabase(platform.dataFolder)
  return await use(database)
}

/** `kill -9` exactly when the platform stands at all the points, and a new process on what is left. */
async function crashAt(points: readonly HoldPoint[]): Promise<void> {
  await withDatabase((database) => untilHeld(database, points))
  await platform.killAndRestart(() =>
    withDatabase(async (database) => {
      await letPass(database, points)
      await expireClaims(database)
    }),
  )
}

async function givenPricedCourse(): Promise<Course> {
  const teacher = instructor.at(platform.url)
  const course = await createDraft(teacher, { title: 'For money' })
  succeeded(
    (await teacher.execute(SetCoursePrice, { input: { courseId: course.courseId, price } })).setCoursePrice,
  )
  await publish(teacher, course)
  return course
}

interface Order {
  readonly orderId: string
  readonly checkoutUrl: string
}

/** A seat that waits for its money, and an order of it. */
async function order(learner: Person, course: Course): Promise<Order> {
  const person = learner.at(platform.url)
  await enroll(person, course)
  const input = { courseIds: [course.courseId], idempotencyKey: randomUUID() }
  const { createCheckout } = await person.execute(CreateCheckout, { input })
  const made = present(succeeded(createCheckout).order, 'order')
  return { orderId: made.id, checkoutUrl: new URL(present(made.checkoutUrl, 'checkout')).pathname }
}

/** The payer presses the button, and the sandbox sends its webhooks late and thrice. Whether it answers depends on who lives. */
function pay({ checkoutUrl }: Order): Promise<unknown> {
  const address = new URL(`${checkoutUrl}/pay?copies=3&order=REVERSED`, platform.url)
  return fetch(address, { method: 'POST' }).catch(() => null)
}

async function untilActive(learner: Person, { courseId }: Course): Promise<void> {
  await eventually(async () => {
    const { course } = await learner.at(platform.url).execute(CourseStatusById, { id: courseId })
    expect(course?.viewerEnrollment?.status).toBe('ACTIVE')
  }, takeover)
}

/** Reads the only lecture, which completes the course. */
async function read(learner: Person, { lectureIds }: Course): Promise<void> {
  const input = { lectureId: present(lectureIds[0], 'lecture') }
  await eventually(async () => {
    succeeded((await learner.at(platform.url).execute(MarkLectureRead, { input })).markLectureRead)
  }, takeover)
}

describe('a platform that is killed between every two steps of pay, enrol and certificate', () => {
  it('resumes with one effect of each step', { timeout }, async () => {
    const course = await givenPricedCourse()
    const orders = [await order(lea, course), await order(ole, course)] as const

    await withDatabase((database) => holdAt(database, [beforeWebhookKept]))
    const unanswered = pay(orders[0])
    await crashAt([beforeWebhookKept])
    await unanswered
    await untilActive(lea, course)

    // A hold is for whoever comes next: what the first one said must have passed.
    await eventually(() => withDatabase(expectNothingPending), takeover)
    // One is on the way to a certificate while the other is on the way to the course: a kill hits both.
    await withDatabase((database) => holdAt(database, [...stepsToCourse, ...stepsToCertificate]))
    await read(lea, course)
    const answered = pay(orders[1])
    for (const [index, point] of stepsToCourse.entries()) {
      await crashAt([point, ...stepsToCertificate.slice(index, index + 1)])
    }
    await answered
    await untilActive(ole, course)
    await read(ole, course)

    for (const learner of [lea, ole]) await expectToldOnce(learner)
    await platform.waitUntilDelivered()
    for (const [learner, { orderId }] of [
      [lea, orders[0]],
      [ole, orders[1]],
    ] as const) {
      const { order: paid } = await learner.at(platform.url).execute(OrderState, { id: orderId })
      expect(paid).toMatchObject({
        status: 'PAID',
        total: { amountMinor: price.amountMinor },
        refunded: { amountMinor: 0 },
        receipts: [{ kind: 'RECEIPT' }],
      })
    }
    await withDatabase(expectOneEffectEach)
    await withDatabase(expectNothingPending)
  })
})

/** How often each notification came. */
async function expectToldOnce(learner: Person): Promise<void> {
  await eventually(async () => {
    const { notifications } = await learner.at(platform.url).execute(NotificationsOfViewer, {})
    expect(notifications.edges.map(({ node }) => node.type).toSorted()).toEqual([
      'CERTIFICATE_ISSUED',
      'COURSE_COMPLETED',
      'ENROLLMENT_ACTIVATED',
      'PAYMENT_SUCCEEDED',
    ])
  }, takeover)
}

/** Two orders were paid: two captures, enrolments and certificates, books that balance, and nothing given up. */
async function expectOneEffectEach({ rows }: Database): Promise<void> {
  const onceForBoth = [lea.id, ole.id].toSorted().map((id) => ({ user_id: id, count: 1 }))
  for (const from of [
    `payments.order JOIN payments.ledger_entry ON order_id = "order".id AND ledger_entry.kind = 'CAPTURE'`,
    `payments.order JOIN payments.ledger_entry ON order_id = "order".id`,
    'payments.order JOIN payments.receipt ON order_id = "order".id',
    `enrollments.enrollment WHERE status = 'COMPLETED'`,
    'enrollments.enrollment',
    'certificates.certificate',
    'certificates.certificate JOIN certificates.edition ON certificate_id = certificate.id',
  ]) {
    const counted = await rows(`SELECT user_id, count(*)::int AS count FROM ${from} GROUP BY 1 ORDER BY 1`)
    expect(counted, from).toEqual(onceForBoth)
  }
  const sums = await rows(
    'SELECT currency, sum(amount_minor)::int AS sum, count(*)::int AS lines FROM payments.ledger_line GROUP BY 1',
  )
  expect(sums).toEqual([{ currency: 'EUR', sum: 0, lines: 4 }])
  const receipts = await rows<{ number: string }>('SELECT number FROM payments.receipt ORDER BY number')
  expect(receipts.map(({ number }) => Number(number.split('-').at(-1)))).toEqual([1, 2])
  const serials = await rows('SELECT serial_number FROM certificates.certificate ORDER BY 1')
  expect(serials).toEqual([{ serial_number: 1 }, { serial_number: 2 }])
  for (const schema of ['payments', 'enrollments', 'certificates', 'notifications']) {
    expect(await rows(`SELECT error FROM ${schema}.dead_letter`), schema).toEqual([])
  }
}

/** Every webhook was worked off, every event handed over, and both are noted as such. */
async function expectNothingPending({ rows }: Database): Promise<void> {
  expect(await rows('SELECT id FROM payments.webhook_delivery WHERE processed_at IS NULL')).toEqual([])
  for (const schema of ['payments', 'enrollments', 'certificates']) {
    const unsaid = await rows(`SELECT type FROM ${schema}.outbox_event WHERE published_at IS NULL`)
    expect(unsaid, schema).toEqual([])
  }
}
