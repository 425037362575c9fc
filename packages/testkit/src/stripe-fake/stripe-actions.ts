import { ProviderRefusedError } from '@lyceum/ports/payment-provider'
import type Stripe from 'stripe'

import { createStripeId, inSeconds, note } from './stripe-objects.ts'
import type { FakeDispute, FakeIntent, StripeBooks } from './stripe-objects.ts'

/** What the payer does on Stripe's page, once. @throws {ProviderRefusedError} when the page is closed */
export function payCheckout(books: StripeBooks, checkoutId: string): void {
  const session = books.sessions.get(checkoutId)
  if (session === undefined || session.status === 'expired') throw new ProviderRefusedError('checkout_closed')
  if (session.status === 'complete') return
  const amount = session.amount_total ?? 0
  const intent: FakeIntent = {
    id: createStripeId('pi'),
    object: 'payment_intent',
    amount,
    amount_received: amount,
    created: inSeconds(),
    currency: session.currency ?? '',
    last_payment_error: null,
    livemode: false,
    metadata: session.metadata ?? {},
    status: 'succeeded',
  }
  books.intents.set(intent.id, intent)
  const paid = {
    ...session,
    status: 'complete',
    payment_status: 'paid',
    payment_intent: intent.id,
    url: null,
  } as const
  books.sessions.set(checkoutId, paid)
  note(books, 'payment_intent.succeeded', intent)
  note(books, 'checkout.session.completed', paid)
}

/** What the payer's bank does; one dispute over the whole of a payment. */
export function disputePayment(
  books: StripeBooks,
  checkoutId: string,
  status: Extract<Stripe.Dispute.Status, 'needs_response' | 'won' | 'lost'>,
): void {
  const intentId = books.sessions.get(checkoutId)?.payment_intent
  const intent = typeof intentId === 'string' ? books.intents.get(intentId) : undefined
  if (intent === undefined) throw new Error(`Checkout ${checkoutId} was not paid`)
  const known = [...books.disputes.values()].find(({ payment_intent: of }) => of === intent.id)
  const dispute: FakeDispute = known ?? {
    id: createStripeId('du'),
    object: 'dispute',
    amount: intent.amount_received,
    created: inSeconds(),
    currency: intent.currency,
    livemode: false,
    payment_intent: intent.id,
    status,
  }
  books.disputes.set(dispute.id, { ...dispute, status })
  const type = status === 'needs_response' ? 'charge.dispute.created' : 'charge.dispute.closed'
  note(books, type, { ...dispute, status })
}
