import { ProviderRefusedError } from '@lyceum/ports/payment-provider'
import type { ProviderRefund } from '@lyceum/ports/payment-provider'

import { requireProvider } from '../provider/require-provider.ts'
import type { PaymentsServices } from '../services.ts'
import { checkPayment } from '../settlement/check-payment.ts'
import { openSettlement } from '../settlement/settlement.ts'
import { RefundStatus } from './refund.ts'
import type { RefundRecord } from './refund.ts'
import { settleRefund } from './settle-refund.ts'
import type { RefundResult } from './settle-refund.ts'

/** How long a refund that the provider has noted is left to it: banks take days. */
const pendingMilliseconds = 60 * 60 * 1_000

/**
 * Asks the provider to give back what a refund reserved. Its key is the refund's id: asked again after an answer that never came,
 * nothing goes back twice. Without an answer the refund stays pending and is sent again later.
 */
export async function sendRefund(services: PaymentsServices, refundId: string): Promise<void> {
  const refund = await services.refunds.findRefund(refundId)
  if (refund === null || refund.status !== RefundStatus.PENDING) return
  if (refund.providerRefundId !== null) return await askForPending(services, refund)
  const result = await askProvider(services, refund)
  if (result === null) return
  await services.inTransaction({ requestId: null }, async (transaction) => {
    if (result.status === RefundStatus.PENDING) {
      const { providerRefundId } = result
      return await transaction.refunds.keepPending(refund.id, {
        providerRefundId,
        checkAt: nextLook(services),
      })
    }
    const settlement = await openSettlement(transaction, refund.orderId, services.clock.now())
    const current = await transaction.refunds.findRefund(refund.id)
    if (settlement !== null && current !== null) await settleRefund(settlement, current, result)
  })
}

/** The provider has it: sent once more it could become a second one, when the provider has forgotten the key. */
async function askForPending(services: PaymentsServices, refund: RefundRecord): Promise<void> {
  const { id, orderId, providerRefundId } = refund
  await services.refunds.keepPending(id, { providerRefundId, checkAt: nextLook(services) })
  const order = await services.orders.findOrder(orderId)
  if (order === null || order.checkoutId === null) return
  await checkPayment(services, order.provider, { checkoutId: order.checkoutId })
}

function nextLook({ clock }: PaymentsServices): Date {
  return new Date(clock.now().getTime() + pendingMilliseconds)
}

/** Null when there was no answer. */
async function askProvider(services: PaymentsServices, refund: RefundRecord): Promise<RefundResult | null> {
  const order = await services.orders.findOrder(refund.orderId)
  if (order === null || order.checkoutId === null || order.providerPaymentId === null) {
    throw new Error(`Refund ${refund.id} is of an order without a payment`)
  }
  try {
    const made = await requireProvider(services, order.provider).refund({
      checkoutId: order.checkoutId,
      paymentId: order.providerPaymentId,
      amountMinor: refund.amountMinor,
      currency: order.currency,
      reference: refund.id,
      idempotencyKey: refund.id,
    })
    return toResult(made)
  } catch (error) {
    if (error instanceof ProviderRefusedError) {
      return { status: RefundStatus.FAILED, providerRefundId: null, failureReason: error.reason }
    }
    services.logger.warn({ err: error, refundId: refund.id }, 'the provider gave no answer to a refund')
    return null
  }
}

function toResult({ refundId, state }: ProviderRefund): RefundResult {
  return { status: RefundStatus[state], providerRefundId: refundId }
}
