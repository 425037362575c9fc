import {
  BasicUserError,
  NotFoundError,
  UserErrorCode,
  checkInput,
  fail,
  requireSignedIn,
  succeed,
} from '@lyceum/kit'
import type { Failure, Outcome, SignedInViewer } from '@lyceum/kit'
import { z } from 'zod'

import type { PaymentsContext } from '../context.ts'
import type { Claim } from '../idempotency/idempotency.repository.ts'
import { idempotencyKeySchema, runOnce } from '../idempotency/run-once.ts'
import { canSeeOrdersOf } from '../order/order.policy.ts'
import type { PaymentsServices, PaymentsTransaction } from '../services.ts'
import { openSettlement } from '../settlement/settlement.ts'
import type { Settlement } from '../settlement/settlement.ts'
import { canRefund } from './refund.policy.ts'
import { RefundReason } from './refund.ts'
import type { RefundRecord } from './refund.ts'
import { RefundTooLargeError, reserveRefund } from './reserve-refund.ts'
import { sendRefund } from './send-refund.ts'

const inputSchema = z.object({
  orderId: z.string(),
  courseIds: z.array(z.string()).min(1).max(20).nullish(),
  amountMinor: z.int().min(1).nullish(),
  idempotencyKey: idempotencyKeySchema,
})

type Input = z.output<typeof inputSchema>

/** Gives money back, by policy and once for a key. Parts that are asked for at the same moment never exceed what was captured. */
export async function refundOrder(
  services: PaymentsServices,
  context: PaymentsContext,
  input: unknown,
): Promise<Outcome<{ refund: RefundRecord }>> {
  const viewer = requireSignedIn(context.viewer)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { idempotencyKey: key, ...request } = checked.value
  const once = { userId: viewer.id, operation: 'refundOrder', key, request }
  const made = await runOnce(services, once, (claim) =>
    makeRefund({ services, context, viewer, claim }, checked.value),
  )
  if (!made.ok) return made
  const refund = await services.refunds.findRefund(made.id)
  if (refund === null) throw new Error(`Refund ${made.id} of an idempotency key is gone`)
  return succeed({ refund })
}

interface Making {
  readonly services: PaymentsServices
  readonly context: PaymentsContext
  readonly viewer: SignedInViewer
  readonly claim: Claim
}

async function makeRefund(making: Making, input: Input): Promise<Outcome<{ id: string }>> {
  const { services, context } = making
  const reserved = await reserving(() =>
    services.inTransaction(context, (transaction) => reserve(transaction, making, input)),
  )
  if (!reserved.ok) return reserved
  await sendRefund(services, reserved.id)
  return reserved
}

async function reserve(
  transaction: PaymentsTransaction,
  { services, viewer, claim }: Making,
  { orderId, courseIds = null, amountMinor = null }: Input,
): Promise<Outcome<{ id: string }>> {
  const now = services.clock.now()
  const settlement = await openSettlement(transaction, orderId, now)
  if (settlement === null || !canSeeOrdersOf(viewer, settlement.order.userId)) {
    throw new NotFoundError('Order', orderId)
  }
  const items = settlement.items.filter(({ courseId }) => courseIds?.includes(courseId) ?? true)
  const completedCourseIds = await findCompleted(settlement)
  const { order } = settlement
  const isPartial = amountMinor !== null
  if (!canRefund({ viewer, order, items, completedCourseIds, isPartial, now })) {
    return refuse(UserErrorCode.REFUND_NOT_ALLOWED, 'The refund policy does not allow this')
  }
  if (await isDisputed(settlement)) {
    return refuse(UserErrorCode.REFUND_NOT_ALLOWED, "The payer's bank has taken the money back already")
  }
  const { refund } = await reserveRefund(settlement, {
    reason: RefundReason.REQUESTED,
    itemIds: items.map(({ id }) => id),
    requestedBy: viewer.id,
    ...(amountMinor !== null && { amountMinor }),
  })
  if (refund === null) return refuse(UserErrorCode.REFUND_EXCEEDS_PAYMENT, 'Nothing is left to give back')
  await transaction.idempotency.keepAnswer(claim, refund.id)
  return succeed({ id: refund.id })
}

/** What a bank took back, or may keep, cannot go back a second time. */
async function isDisputed({ transaction, order }: Settlement): Promise<boolean> {
  const disputes = await transaction.disputes.listDisputes([order.id])
  return disputes.some(({ status }) => status !== 'WON')
}

async function findCompleted({ transaction, order, items }: Settlement): Promise<ReadonlySet<string>> {
  const courseIds = items.map(({ courseId }) => courseId)
  const enrollments = await transaction.courses.findOpenEnrollments(order.userId, courseIds)
  return new Set(enrollments.filter(({ status }) => status === 'COMPLETED').map(({ courseId }) => courseId))
}

async function reserving(
  reserveOnce: () => Promise<Outcome<{ id: string }>>,
): Promise<Outcome<{ id: string }>> {
  try {
    return await reserveOnce()
  } catch (error) {
    if (!(error instanceof RefundTooLargeError)) throw error
    return refuse(UserErrorCode.REFUND_EXCEEDS_PAYMENT, `Only ${error.leftMinor} minor units are left`)
  }
}

function refuse(code: UserErrorCode, message: string): Failure {
  return fail(new BasicUserError(code, message, ['input']))
}
