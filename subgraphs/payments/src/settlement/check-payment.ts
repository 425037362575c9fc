import type { PaymentLookup } from '@lyceum/ports/payment-provider'

import { openCheckout } from '../order/open-checkout.ts'
import { requireProvider } from '../provider/require-provider.ts'
import type { PaymentsServices } from '../services.ts'
import { applyPayment } from './apply-payment.ts'

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

/** Brings one order up to date, first of all with a checkout if the answer to our request for one never came. */
export async function checkOrder(services: PaymentsServices, orderId: string): Promise<void> {
  const order = await services.orders.findOrder(orderId)
  if (order === null) return
  if (order.checkoutId === null) await openCheckout(services, order)
  const opened = await services.orders.findOrder(orderId)
  if (opened === null || opened.checkoutId === null) return
  await checkPayment(services, order.provider, { checkoutId: opened.checkoutId })
}
