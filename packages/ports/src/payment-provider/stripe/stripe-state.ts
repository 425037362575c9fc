import type Stripe from 'stripe'

import type {
  DisputeState,
  PaymentState,
  ProviderDispute,
  ProviderPayment,
  ProviderRefund,
} from '../index.ts'
import { fromStripeAmount } from './stripe-amount.ts'

/** What Stripe knows of one payment, object by object. */
export interface StripeObjects {
  readonly session: Stripe.Checkout.Session | null
  readonly intent: Stripe.PaymentIntent | null
  readonly refunds: readonly Stripe.Refund[]
  readonly disputes: readonly Stripe.Dispute[]
}

/** The one payment that these objects describe; null when there are none. */
export function toProviderPayment({
  session,
  intent,
  refunds,
  disputes,
}: StripeObjects): ProviderPayment | null {
  const source = session ?? intent
  if (source === null) return null
  const currency = (source.currency ?? '').toUpperCase()
  const amount = session?.amount_total ?? intent?.amount ?? 0
  return {
    checkoutId: session?.id ?? null,
    paymentId: intent?.id ?? null,
    reference: source.metadata?.['reference'] ?? null,
    state: toState(session, intent),
    failureReason: intent?.last_payment_error?.code ?? null,
    amountMinor: fromStripeAmount(amount, currency),
    currency,
    capturedMinor: fromStripeAmount(intent?.amount_received ?? 0, currency),
    refunds: refunds.map(toRefund),
    disputes: disputes.map(toDispute),
  }
}

function toState(session: Stripe.Checkout.Session | null, intent: Stripe.PaymentIntent | null): PaymentState {
  if (intent?.status === 'succeeded' || session?.payment_status === 'paid') return 'SUCCEEDED'
  if (session?.status === 'expired') return 'EXPIRED'
  if (intent?.status === 'canceled') return 'FAILED'
  if (intent?.status === 'processing' || session?.status === 'complete') return 'PROCESSING'
  return 'OPEN'
}

export function toRefund(refund: Stripe.Refund): ProviderRefund {
  const isOver = refund.status === 'failed' || refund.status === 'canceled'
  return {
    refundId: refund.id,
    reference: refund.metadata?.['reference'] ?? null,
    amountMinor: fromStripeAmount(refund.amount, refund.currency),
    state: isOver ? 'FAILED' : refund.status === 'succeeded' ? 'SUCCEEDED' : 'PENDING',
  }
}

function toDispute({ id, amount, currency, status }: Stripe.Dispute): ProviderDispute {
  return { disputeId: id, amountMinor: fromStripeAmount(amount, currency), state: toDisputeState(status) }
}

function toDisputeState(status: Stripe.Dispute.Status): DisputeState {
  if (status === 'lost') return 'LOST'
  return status === 'won' || status === 'warning_closed' ? 'WON' : 'OPEN'
}
