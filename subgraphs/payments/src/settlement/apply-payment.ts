import type { ProviderPayment, ProviderRefund } from '@lyceum/ports/payment-provider'

import { applyDispute } from '../dispute/apply-dispute.ts'
import { OrderStatus, PaymentStatus } from '../order/order.ts'
import { RefundReason, RefundStatus } from '../refund/refund.ts'
import type { RefundRecord } from '../refund/refund.ts'
import { reserveRefund } from '../refund/reserve-refund.ts'
import { settleRefund } from '../refund/settle-refund.ts'
import type { PaymentsTransaction } from '../services.ts'
import { capturePayment } from './capture-payment.ts'
import { closeOrder } from './close-order.ts'
import { isUnsettled, mergePaymentStatus, mergeRefundStatus } from './merge-status.ts'
import { changeOrder, openSettlement } from './settlement.ts'
import type { Settlement } from './settlement.ts'

/** How long a payment that may still change is left before its provider is asked again. */
const checkMilliseconds = 60_000

/**
 * Brings an order up to what its provider knows. It does not matter why the provider was asked, how often, or whether an older
 * answer comes after a newer one: states only go up, and each movement of money is booked once.
 *
 * @returns false when the payment is none of ours
 */
export async function applyPayment(
  transaction: PaymentsTransaction,
  said: ProviderPayment,
  now: Date,
): Promise<boolean> {
  const orderId = await transaction.orders.findOrderIdByPayment(said.reference ?? '')
  const opened = orderId === null ? null : await openSettlement(transaction, orderId, now)
  if (opened === null) return false
  if (said.currency !== opened.order.currency) {
    throw new Error(
      `Order ${opened.order.id} is in ${opened.order.currency}, its payment in ${said.currency}`,
    )
  }
  let settlement = await applyNames(opened, said)
  settlement = await applyState(settlement, said)
  for (const refund of said.refunds) settlement = await applyRefund(settlement, refund)
  const disputes = await transaction.disputes.listDisputes([settlement.order.id])
  for (const dispute of said.disputes) {
    const known = disputes.find(({ providerDisputeId }) => providerDisputeId === dispute.disputeId)
    settlement = await applyDispute(settlement, dispute, known)
  }
  const isOpen = isUnsettled(settlement.order.paymentStatus)
  const checkAt = isOpen ? new Date(now.getTime() + checkMilliseconds) : null
  await transaction.orders.scheduleCheck(settlement.order.id, checkAt)
  return true
}

/** A webhook may tell the provider's names before the answer to our own request does. */
async function applyNames(settlement: Settlement, said: ProviderPayment): Promise<Settlement> {
  const { order } = settlement
  const checkoutId = order.checkoutId ?? said.checkoutId
  const providerPaymentId = order.providerPaymentId ?? said.paymentId
  if (checkoutId === order.checkoutId && providerPaymentId === order.providerPaymentId) return settlement
  return await changeOrder(settlement, { checkoutId, providerPaymentId })
}

async function applyState(settlement: Settlement, said: ProviderPayment): Promise<Settlement> {
  const { order } = settlement
  const paymentStatus = mergePaymentStatus(order.paymentStatus, said.state)
  if (paymentStatus === order.paymentStatus) return settlement
  if (paymentStatus === PaymentStatus.SUCCEEDED) {
    if (said.capturedMinor !== order.totalMinor) {
      throw new Error(`Order ${order.id} costs ${order.totalMinor}, ${said.capturedMinor} was captured`)
    }
    return await capturePayment(settlement, said.capturedMinor)
  }
  if (isUnsettled(paymentStatus)) return await changeOrder(settlement, { paymentStatus })
  const reason = said.failureReason ?? paymentStatus.toLowerCase()
  if (order.status !== OrderStatus.PENDING) return await changeOrder(settlement, { paymentStatus })
  return await closeOrder(settlement, { status: OrderStatus.FAILED, paymentStatus, reason })
}

async function applyRefund(settlement: Settlement, said: ProviderRefund): Promise<Settlement> {
  const known = (await settlement.transaction.refunds.listRefunds([settlement.order.id])).find((refund) =>
    isSame(refund, said),
  )
  if (known === undefined && said.state === 'FAILED') return settlement
  const reserved =
    known === undefined
      ? await reserveRefund(settlement, {
          reason: RefundReason.PROVIDER,
          amountMinor: said.amountMinor,
          providerRefundId: said.refundId,
        })
      : { ...settlement, refund: known }
  if (reserved.refund === null) return settlement
  const status = mergeRefundStatus(reserved.refund.status, said.state)
  if (status === RefundStatus.PENDING) return reserved
  return await settleRefund(reserved, reserved.refund, { status, providerRefundId: said.refundId })
}

function isSame(refund: RefundRecord, said: ProviderRefund): boolean {
  return refund.id === said.reference || refund.providerRefundId === said.refundId
}
