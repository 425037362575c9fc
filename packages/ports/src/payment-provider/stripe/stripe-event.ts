import type Stripe from 'stripe'

import type { PaymentLookup } from '../index.ts'

/** The payment an event is about; null when it is about none. */
export function toLookup(event: Stripe.Event): PaymentLookup | null {
  const { object } = event.data
  if (!('object' in object)) return null
  switch (object.object) {
    case 'checkout.session':
      return { checkoutId: object.id }
    case 'payment_intent':
      return { paymentId: object.id }
    case 'charge':
    case 'refund':
    case 'dispute':
      return toIntentLookup(object.payment_intent)
    default:
      return null
  }
}

function toIntentLookup(intent: string | Stripe.PaymentIntent | null): PaymentLookup | null {
  if (intent === null) return null
  return { paymentId: typeof intent === 'string' ? intent : intent.id }
}
