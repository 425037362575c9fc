import type { PaymentLookup } from '@lyceum/ports/payment-provider'

import { endCheckout } from '../order/end-checkout.ts'
import { openCheckout } from '../order/open-checkout.ts'
import { OrderStatus } from '../order/order.ts'
import { requireProvider } from '../provider/require-provider.ts'
import type { PaymentsServices } from '../services.ts'
import { applyPayment } from './apply-payment.ts'
import { isUnsettled } from './merge-status.ts'

/** Asks a provider how a payment stands and applies the answer. False when it is none of ours. */
export async function checkPayment(
  services: PaymentsServices,
  providerName: string,
  lookup: PaymentLookup,
): Promise<boolean> {
  const payment = await requireProvider(services, providerName).findPayment(lookup)
  if (payment === null) return false
  return await services.inTransaction({ requestId: null }, (transaction) =>
    applyPayment(transaction, payment, services.clock.now()),
  )
}

/**
 * Brings one order up to date, first of all with a checkout if the answer to our request for one never came. The checkout of an
 * order that was closed meanwhile is ended.
 */
export async function checkOrder(services: PaymentsServices, orderId: string): Promise<void> {
  const order = await services.orders.findOrder(orderId)
  if (order === null) return
  if (order.checkoutId === null) await openCheckout(services, order)
  const opened = await services.orders.findOrder(orderId)
  if (opened === null || opened.checkoutId === null) return
  const isClosed = opened.status !== OrderStatus.PENDING
  if (isClosed && isUnsettled(opened.paymentStatus)) await endCheckout(services, opened)
  await checkPayment(services, order.provider, { checkoutId: opened.checkoutId })
}
