import { BasicUserError, UserErrorCode, checkInput, fail, requireSignedIn, succeed } from '@lyceum/kit'
import type { Failure, Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { PaymentsContext } from '../context.ts'
import type { CouponRecord } from '../coupon/coupon.repository.ts'
import { findCoupon } from '../coupon/find-coupon.ts'
import type { Claim } from '../idempotency/idempotency.repository.ts'
import { idempotencyKeySchema, runOnce } from '../idempotency/run-once.ts'
import type { PaymentsServices, PaymentsTransaction } from '../services.ts'
import { capturePayment } from '../settlement/capture-payment.ts'
import { openSettlement } from '../settlement/settlement.ts'
import { findPricedCourses } from './find-priced-courses.ts'
import type { CourseSelection } from './find-priced-courses.ts'
import { openCheckout } from './open-checkout.ts'
import { CheckoutOpenError } from './order.errors.ts'
import { EnrollmentOrderedError, OrderStatus } from './order.ts'
import type { OrderRecord } from './order.ts'
import { priceOrder } from './price-order.ts'
import type { PricedOrder } from './price-order.ts'

const inputSchema = z.object({
  courseIds: z
    .array(z.string())
    .min(1)
    .max(20)
    .transform((ids) => [...new Set(ids)].sort()),
  couponCode: z.string().trim().toUpperCase().min(1).max(40).nullish(),
  provider: z.string().nullish(),
  idempotencyKey: idempotencyKeySchema,
})

type Input = z.output<typeof inputSchema>

/** The largest amount that a payment can have, in minor units: GraphQL's Int. */
const largestAmount = 2_147_483_647

/** What was refused inside a transaction that must not stay. */
class CheckoutRefusal extends Error {
  override readonly name = 'CheckoutRefusal'

  constructor(readonly failure: Failure) {
    super('The checkout was refused')
  }
}

/**
 * Orders courses that the viewer has a seat in and asks the provider for a place to pay them. The price is that of this moment. The
 * same key is the same order for 7 days.
 */
export async function createCheckout(
  services: PaymentsServices,
  context: PaymentsContext,
  input: unknown,
): Promise<Outcome<{ order: OrderRecord }>> {
  const { id: userId } = requireSignedIn(context.viewer)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { idempotencyKey: key, ...request } = checked.value
  const once = { userId, operation: 'createCheckout', key, request }
  const made = await runOnce(services, once, (claim) =>
    makeOrder({ services, context, claim }, checked.value),
  )
  if (!made.ok) return made
  const order = await services.orders.findOrder(made.id)
  if (order === null) throw new Error(`Order ${made.id} of an idempotency key is gone`)
  if (order.status !== OrderStatus.FAILED || order.checkoutId !== null) return succeed({ order })
  return refuse(UserErrorCode.PAYMENT_REFUSED, `The provider refused: ${order.failureReason}`, 'provider')
}

interface Making {
  readonly services: PaymentsServices
  readonly context: PaymentsContext
  readonly claim: Claim
}

async function makeOrder(making: Making, input: Input): Promise<Outcome<{ id: string }>> {
  const { services, context, claim } = making
  const [defaultProvider = ''] = services.providers.keys()
  const provider = input.provider ?? defaultProvider
  if (!services.providers.has(provider)) {
    return refuse(UserErrorCode.INVALID_INPUT, 'There is no such provider', 'provider')
  }
  const found = await findPricedCourses(services, claim.userId, input.courseIds)
  if (!found.ok) return found
  const coupon = await findCoupon(services, input.couponCode ?? null, found.currency)
  if (!coupon.ok) return coupon
  const priced = priceOrder(found.courses, coupon.discount)
  if (priced.subtotalMinor > largestAmount) {
    return refuse(UserErrorCode.LIMIT_REACHED, 'This is too much for one order', 'courseIds')
  }
  const inserted = await refusing(() =>
    services.inTransaction(context, (transaction) =>
      insertOrder(transaction, { making, found, priced, provider, coupon: coupon.coupon }),
    ),
  )
  if (!inserted.ok) return await explainConflict(services, inserted, found)
  if (priced.totalMinor > 0) await openCheckout(services, inserted.order)
  return succeed({ id: inserted.order.id })
}

interface NewOrderParts {
  readonly making: Making
  readonly found: CourseSelection
  readonly priced: PricedOrder
  readonly provider: string
  readonly coupon: CouponRecord | null
}

async function insertOrder(transaction: PaymentsTransaction, parts: NewOrderParts): Promise<OrderRecord> {
  const { making, found, priced, provider, coupon } = parts
  const { userId } = making.claim
  const now = making.services.clock.now()
  // Most of a crowd comes too late. They are told before they write an order that would only be taken back.
  if (coupon !== null && (await transaction.coupons.isUsedUp(coupon.id))) throw couponUsedUp()
  const order = await transaction.orders.insertOrder({
    ...priced,
    userId,
    provider,
    currency: found.currency,
    couponId: coupon?.id ?? null,
    createdAt: now,
    // By then the answer to our own request has come, or never will.
    checkAt: new Date(now.getTime() + 30_000),
  })
  if (coupon !== null && !(await transaction.coupons.redeem(coupon, userId, now))) throw couponUsedUp()
  await transaction.idempotency.keepAnswer(making.claim, order.id)
  if (priced.totalMinor === 0) await settleFreeOrder(transaction, order.id, now)
  return order
}

function couponUsedUp(): CheckoutRefusal {
  return new CheckoutRefusal(refuse(UserErrorCode.COUPON_USED_UP, 'This coupon is used up', 'couponCode'))
}

/** A coupon paid for everything: there is nobody to ask. */
async function settleFreeOrder(transaction: PaymentsTransaction, orderId: string, now: Date): Promise<void> {
  const settlement = await openSettlement(transaction, orderId, now)
  if (settlement !== null) await capturePayment(settlement, 0)
}

async function refusing(insert: () => Promise<OrderRecord>): Promise<Outcome<{ order: OrderRecord }>> {
  try {
    return succeed({ order: await insert() })
  } catch (error) {
    if (error instanceof CheckoutRefusal) return error.failure
    // An enrolment is in one open order; which one is looked up by the caller.
    if (error instanceof EnrollmentOrderedError) return fail()
    throw error
  }
}

async function explainConflict(
  { orders }: PaymentsServices,
  failure: Failure,
  { courses }: CourseSelection,
): Promise<Failure> {
  if (failure.errors.length > 0) return failure
  const open = await orders.findOpenOrderOf(courses.map(({ enrollmentId }) => enrollmentId))
  if (open !== null) return fail(new CheckoutOpenError(open))
  return refuse(UserErrorCode.IDEMPOTENCY_IN_PROGRESS, 'Another order has just ended; ask again', 'courseIds')
}

function refuse(code: UserErrorCode, message: string, field: string): Failure {
  return fail(new BasicUserError(code, message, ['input', field]))
}
