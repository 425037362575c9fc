import { OrderStatus } from '../order/order.ts'
import type { PaymentStatus } from '../order/order.ts'
import { changeOrder } from './settlement.ts'
import type { Settlement } from './settlement.ts'

export interface OrderEnd {
  readonly status: OrderStatus.FAILED | OrderStatus.CANCELLED
  readonly paymentStatus: PaymentStatus
  /** A stable word for programs. */
  readonly reason: string
}

/** Ends an order that was not paid: its enrolments may be ordered again, and its coupon has one more use. */
export async function closeOrder(settlement: Settlement, end: OrderEnd): Promise<Settlement> {
  if (settlement.order.status !== OrderStatus.PENDING) return settlement
  const { transaction } = settlement
  const { status, paymentStatus, reason } = end
  // A cancelled checkout that could not be ended at the provider may still be paid: it is asked until it is settled.
  const closed = await changeOrder(settlement, { status, paymentStatus, failureReason: reason })
  const { order } = closed
  await transaction.orders.closeItems(order.id)
  if (order.couponId !== null) await transaction.coupons.release(order.couponId, order.userId)
  await transaction.say({
    type: 'payment.failed',
    aggregateId: order.id,
    aggregateVersion: Number(order.version),
    payload: { orderId: order.id, userId: order.userId, reason },
  })
  return closed
}
