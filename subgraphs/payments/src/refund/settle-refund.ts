import { OrderStatus } from '../order/order.ts'
import { ReceiptKind } from '../receipt/receipt.repository.ts'
import { changeOrder, reloadItems, toEventItems } from '../settlement/settlement.ts'
import type { Settlement } from '../settlement/settlement.ts'
import { RefundStatus } from './refund.ts'
import type { RefundRecord } from './refund.ts'
import { moveShares } from './reserve-refund.ts'

export interface RefundResult {
  readonly status: RefundStatus
  readonly providerRefundId: string | null
  readonly failureReason?: string | null
}

/**
 * What the provider said of a refund that was pending. Success books it, writes a credit note, ends the access of what was
 * given back whole, and says so; failure gives the part back to what can be refunded.
 */
export async function settleRefund(
  settlement: Settlement,
  refund: RefundRecord,
  {
    status,
    providerRefundId,
    failureReason = null,
  }: RefundResult & { readonly failureReason?: string | null },
): Promise<Settlement> {
  if (status === RefundStatus.PENDING || refund.status !== RefundStatus.PENDING) return settlement
  const { transaction, now, order } = settlement
  const settled = { status, settledAt: now, providerRefundId, failureReason }
  await transaction.refunds.settleRefund(refund.id, settled)
  if (status === RefundStatus.FAILED) {
    await moveShares(settlement, refund.allocation, -1)
    const refundedMinor = order.refundedMinor - refund.amountMinor
    return await reloadItems(await changeOrder(settlement, { refundedMinor }))
  }
  return await completeRefund(settlement, refund)
}

async function completeRefund(settlement: Settlement, refund: RefundRecord): Promise<Settlement> {
  const { transaction, now, order } = settlement
  const { amountMinor } = refund
  await transaction.ledger.book({ kind: 'REFUND', order, sourceId: refund.id, amountMinor, bookedAt: now })
  const all = await transaction.refunds.listRefunds([order.id])
  const givenBack = sumOf(all.filter(({ status }) => status === RefundStatus.SUCCEEDED))
  const isFull = givenBack === order.capturedMinor
  const touched = new Set(refund.allocation.map(({ itemId }) => itemId))
  const ended = settlement.items.filter(
    (item) =>
      // A closed item gives no access that could end: another order may have paid for the same enrolment since.
      item.isOpen && (isFull || (touched.has(item.id) && item.refundedMinor === item.amountMinor)),
  )
  for (const { id } of ended) await transaction.orders.updateItem(id, { isOpen: false })
  // A lost dispute may have taken all of it already.
  const isAllBack = isFull || order.status === OrderStatus.REFUNDED
  const status = isAllBack ? OrderStatus.REFUNDED : OrderStatus.PARTIALLY_REFUNDED
  const changed = await changeOrder(settlement, { status })
  await transaction.receipts.issue({
    kind: ReceiptKind.CREDIT_NOTE,
    orderId: order.id,
    refundId: refund.id,
    amountMinor,
    currency: order.currency,
    issuedAt: now,
  })
  await transaction.say({
    type: 'payment.refunded',
    aggregateId: order.id,
    aggregateVersion: Number(changed.order.version),
    payload: {
      orderId: order.id,
      refundId: refund.id,
      userId: order.userId,
      items: toEventItems(ended),
      amountMinor,
      currency: order.currency,
      isFull,
    },
  })
  return await reloadItems(changed)
}

function sumOf(refunds: readonly RefundRecord[]): number {
  return refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}
