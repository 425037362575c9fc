import { ProviderRefusedError } from '@lyceum/ports/payment-provider'

import { requireProvider } from '../provider/require-provider.ts'
import type { PaymentsServices } from '../services.ts'
import { closeOrder } from '../settlement/close-order.ts'
import { mergePaymentStatus } from '../settlement/merge-status.ts'
import { changeOrder, openSettlement } from '../settlement/settlement.ts'
import { OrderStatus, PaymentStatus } from './order.ts'
import type { OrderRecord } from './order.ts'

/**
 * Asks the provider for a place to pay. Its key is the payment's id: asked again after an answer that never came, it is the same
 * checkout, so nothing is charged twice. Until an answer comes the payment's state is unknown, and shown so.
 */
export async function openCheckout(services: PaymentsServices, order: OrderRecord): Promise<void> {
  const { paymentId: reference, totalMinor: amountMinor, currency } = order
  const items = await services.orders.listItems([order.id])
  try {
    const checkout = await requireProvider(services, order.provider).createCheckout({
      reference,
      idempotencyKey: reference,
      amountMinor,
      currency,
      description: items.map(({ title }) => title).join(', '),
      returnUrl: `${services.publicUrl()}/payments/orders/${order.id}`,
    })
    await services.inTransaction({ requestId: null }, async (transaction) => {
      const settlement = await openSettlement(transaction, order.id, services.clock.now())
      if (settlement === null) return
      const { checkoutId, url: checkoutUrl, voucherNumber } = checkout
      const paymentStatus = mergePaymentStatus(settlement.order.paymentStatus, 'OPEN')
      await changeOrder(settlement, { checkoutId, checkoutUrl, voucherNumber, paymentStatus })
    })
  } catch (error) {
    if (!(error instanceof ProviderRefusedError)) {
      services.logger.warn({ err: error, orderId: order.id }, 'the provider gave no answer to a checkout')
      return
    }
    await refuseCheckout(services, order.id, error.reason)
  }
}

async function refuseCheckout(services: PaymentsServices, orderId: string, reason: string): Promise<void> {
  await services.inTransaction({ requestId: null }, async (transaction) => {
    const settlement = await openSettlement(transaction, orderId, services.clock.now())
    if (settlement === null) return
    await closeOrder(settlement, { status: OrderStatus.FAILED, paymentStatus: PaymentStatus.FAILED, reason })
    await transaction.orders.scheduleCheck(orderId, null)
  })
}
