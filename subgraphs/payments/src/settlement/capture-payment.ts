import { OrderStatus, PaymentStatus } from '../order/order.ts'
import { ReceiptKind } from '../receipt/receipt.repository.ts'
import { RefundReason } from '../refund/refund.ts'
import { reserveRefund } from '../refund/reserve-refund.ts'
import { changeOrder, toEventItems } from './settlement.ts'
import type { Settlement } from './settlement.ts'

/**
 * The money is there: books it, gives it a receipt and says so. Money for an order that was closed meanwhile is booked all the
 * same and goes back whole.
 */
export async function capturePayment(settlement: Settlement, amountMinor: number): Promise<Settlement> {
  const { transaction, now } = settlement
  const isLate = settlement.order.status !== OrderStatus.PENDING
  const paid = await changeOrder(settlement, {
    status: OrderStatus.PAID,
    paymentStatus: PaymentStatus.SUCCEEDED,
    capturedMinor: amountMinor,
    paidAt: now,
    failureReason: null,
    checkAt: null,
  })
  const { order } = paid
  await transaction.ledger.book({
    kind: 'CAPTURE',
    order,
    sourceId: order.paymentId,
    amountMinor,
    bookedAt: now,
  })
  if (amountMinor > 0) {
    const { id: orderId, currency } = order
    const receipt = { orderId, currency, amountMinor, refundId: null, issuedAt: now }
    await transaction.receipts.issue({ ...receipt, kind: ReceiptKind.RECEIPT })
  }
  if (isLate) return await reserveRefund(paid, { reason: RefundReason.ORDER_CLOSED })
  await transaction.say({
    type: 'payment.succeeded',
    aggregateId: order.id,
    aggregateVersion: Number(order.version),
    payload: {
      orderId: order.id,
      paymentId: order.paymentId,
      userId: order.userId,
      items: toEventItems(paid.items),
      amountMinor,
      currency: order.currency,
    },
  })
  return paid
}
