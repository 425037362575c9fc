import { ProviderRefusedError } from '@lyceum/ports/payment-provider'

import { requireProvider } from '../provider/require-provider.ts'
import type { PaymentsServices } from '../services.ts'
import type { OrderRecord } from './order.ts'

/** Ends the checkout of a closed order at its provider, if there is one; tried again with every look at the payment. */
export async function endCheckout(services: PaymentsServices, order: OrderRecord): Promise<void> {
  if (order.checkoutId === null) return
  try {
    await requireProvider(services, order.provider).expireCheckout(order.checkoutId)
  } catch (error) {
    // Paid meanwhile, or no answer: the payment is asked for again until it is settled.
    const level = error instanceof ProviderRefusedError ? 'info' : 'warn'
    services.logger[level]({ err: error, orderId: order.id }, 'a checkout could not be ended')
  }
}
