import { ProviderRefusedError } from './index.ts'
import type {
  CheckoutRequest,
  DisputeState,
  ProviderPayment,
  ProviderRefund,
  RefundRequest,
} from './index.ts'

/** A payment as the providers inside the platform keep it. */
export interface HostedPayment extends Omit<ProviderPayment, 'checkoutId' | 'paymentId' | 'reference'> {
  readonly checkoutId: string
  readonly paymentId: string | null
  readonly reference: string
  readonly description: string
  readonly returnUrl: string
}

/** A payment that nobody paid yet. */
export function openPayment(checkoutId: string, request: CheckoutRequest): HostedPayment {
  const { amountMinor, currency, description, reference, returnUrl } = request
  return {
    checkoutId,
    paymentId: null,
    reference,
    description,
    returnUrl,
    amountMinor,
    currency,
    state: 'OPEN',
    failureReason: null,
    capturedMinor: 0,
    refunds: [],
    disputes: [],
  }
}

function isOpen({ state }: HostedPayment): boolean {
  return state === 'OPEN' || state === 'PROCESSING'
}

/** Takes the whole amount, once. @throws {ProviderRefusedError} when it failed or expired before */
export function capture(payment: HostedPayment, paymentId: string): HostedPayment {
  if (payment.state === 'SUCCEEDED') return payment
  if (!isOpen(payment)) throw new ProviderRefusedError('checkout_closed')
  return { ...payment, state: 'SUCCEEDED', paymentId, capturedMinor: payment.amountMinor }
}

/** Ends a payment that was not captured; one that was stays. */
export function close(
  payment: HostedPayment,
  end: { readonly state: 'FAILED' | 'EXPIRED'; readonly reason: string },
): HostedPayment {
  return isOpen(payment) ? { ...payment, state: end.state, failureReason: end.reason } : payment
}

/** Gives back a part, once for each reference. @throws {ProviderRefusedError} beyond what was captured */
export function giveBack(
  payment: HostedPayment,
  made: Pick<ProviderRefund, 'refundId' | 'state'>,
  request: RefundRequest,
): HostedPayment {
  if (payment.refunds.some(({ reference }) => reference === request.reference)) return payment
  const before = payment.refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  if (request.currency !== payment.currency) throw new ProviderRefusedError('currency_mismatch')
  if (before + request.amountMinor > payment.capturedMinor) throw new ProviderRefusedError('amount_too_large')
  const { amountMinor, reference } = request
  return { ...payment, refunds: [...payment.refunds, { ...made, reference, amountMinor }] }
}

/** Opens a dispute about the whole amount, or ends the one there is. */
export function dispute(payment: HostedPayment, disputeId: string, state: DisputeState): HostedPayment {
  const others = payment.disputes.filter((known) => known.disputeId !== disputeId)
  return { ...payment, disputes: [...others, { disputeId, amountMinor: payment.capturedMinor, state }] }
}
