import { randomUUID } from 'node:crypto'

import {
  CreateCheckout,
  CreateCoupon,
  Enroll,
  LectureText,
  OrderState,
  present,
  succeeded,
} from '@lyceum/client'
import { eventually } from '@lyceum/testkit'

import { openDatabase } from '../harness/open-database.ts'
import { courseTitle, price } from './paid-course.ts'
import type { PaidCourse } from './paid-course.ts'
import { payInBrowser } from './pay-in-browser.ts'
import type { Person } from './people.ts'
import { expectThat } from './step-runner.ts'
import type { StepRunner } from './step-runner.ts'

const coupon = { code: 'TOMATO20', percent: 20, userUsageLimit: 1 } as const
const discountedMinor = 4_000
/** Each of the two webhooks of a payment, three times, the later one first. */
const webhooks = { copies: '3', order: 'REVERSED' } as const

export interface Bought {
  readonly enrollmentId: string
  readonly orderId: string
}

/** A learner enrols, pays the price less a coupon in the sandbox, and gets in. */
export async function buyCourse(
  { learner, administrator }: { readonly learner: Person; readonly administrator: Person },
  { courseId, lectureId }: PaidCourse,
  { steps, dataFolder }: { readonly steps: StepRunner; readonly dataFolder: string },
): Promise<Bought> {
  await steps.step('The administrator makes a coupon', async () => {
    succeeded((await administrator.client.execute(CreateCoupon, { input: coupon })).createCoupon)
    return { result: undefined, told: `${coupon.code}, ${coupon.percent} % off` }
  })
  const enrollmentId = await steps.step('A learner enrols; the seat waits for the money', async () => {
    const { createEnrollment } = await learner.client.execute(Enroll, { userId: learner.id, courseId })
    const { id, status } = present(succeeded(createEnrollment).enrollment, 'enrollment')
    expectThat(status === 'PENDING_PAYMENT', 'an enrolment that waits for its payment')
    const { lecture } = await learner.client.execute(LectureText, { id: lectureId })
    expectThat(lecture?.viewerCanWatch === false && lecture.textHtml === null, 'a closed lecture')
    return { result: id, told: 'no lecture opens yet' }
  })
  const { orderId, checkoutUrl } = await steps.step('The course is ordered with the coupon', async () => {
    const input = { courseIds: [courseId], couponCode: coupon.code, idempotencyKey: randomUUID() }
    const orders = []
    for (let time = 0; time < 2; time += 1) {
      const { createCheckout } = await learner.client.execute(CreateCheckout, { input })
      orders.push(present(succeeded(createCheckout).order, 'order'))
    }
    const [order, again] = orders
    expectThat(order?.id === again?.id, 'the same key to be the same order')
    expectThat(order?.total.amountMinor === discountedMinor, 'a total less the coupon')
    const url = present(order?.checkoutUrl, 'checkout address')
    return { result: { orderId: order?.id ?? '', checkoutUrl: url }, told: '40.00 of 50.00 EUR, asked twice' }
  })
  await steps.step('It is paid; webhooks come three times, out of order', async () => {
    await payInBrowser(checkoutUrl, { ...webhooks, amount: '40.00 EUR' })
    const { subject } = await learner.hears(
      ({ type }) => type === 'ENROLLMENT_ACTIVATED',
      'that the course is open',
    )
    const isTitled = subject?.__typename === 'Enrollment' && subject.course?.title === courseTitle
    expectThat(isTitled, 'the course that was paid')
    await learner.hears(({ type }) => type === 'PAYMENT_SUCCEEDED', 'that the payment arrived')
    const told = await eventually(() => describeWebhooks(dataFolder, orderId))
    return { result: undefined, told: `the course opens; ${told}` }
  })
  await steps.step('It is paid once, with one receipt', async () => {
    const { order } = await learner.client.execute(OrderState, { id: orderId })
    const [receipt, ...others] = order?.receipts ?? []
    expectThat(order?.status === 'PAID' && others.length === 0, 'a paid order with one receipt')
    expectThat(order?.total.amountMinor === (price.amountMinor * 4) / 5, 'the money less the coupon')
    const pdf = await fetch(present(receipt?.url, 'receipt'))
    const bytes = Buffer.from(await pdf.arrayBuffer())
    expectThat(bytes.subarray(0, 5).toString() === '%PDF-', 'a printed receipt')
    for (const once of ['ENROLLMENT_ACTIVATED', 'PAYMENT_SUCCEEDED']) {
      expectThat(learner.heard.filter(({ type }) => type === once).length === 1, `${once} to be heard once`)
    }
    return { result: undefined, told: receipt?.number ?? '' }
  })
  return { enrollmentId, orderId }
}

/** What the platform wrote down of the webhooks: each event came three times, is kept once, and was processed. */
async function describeWebhooks(dataFolder: string, orderId: string): Promise<string> {
  await using database = await openDatabase(dataFolder)
  const kept = await database.rows<{ type: string; count: number; is_processed: boolean }>(
    `SELECT type, delivery_count AS count, processed_at IS NOT NULL AS is_processed
     FROM payments.webhook_delivery JOIN payments.order ON checkout_id = lookup -> 'payment' ->> 'checkoutId'
     WHERE "order".id = $1 ORDER BY webhook_delivery.id`,
    [orderId],
  )
  const isAsSent = kept.every(({ count, is_processed: isProcessed }) => count === 3 && isProcessed)
  expectThat(isAsSent && kept.length === 2, 'two events, each delivered three times and processed')
  const [first] = kept
  expectThat(first?.type === 'payment.succeeded', 'the later event to come first')
  const [books] = await database.rows<{ captures: number; sum: number }>(
    `SELECT count(DISTINCT ledger_entry.id)::int AS captures, sum(amount_minor)::int AS sum
     FROM payments.ledger_entry JOIN payments.ledger_line ON entry_id = ledger_entry.id WHERE order_id = $1`,
    [orderId],
  )
  expectThat(books?.captures === 1 && books.sum === 0, 'the money to be booked once')
  return kept.map(({ type, count }) => `${type} x${count}`).join(', ')
}
