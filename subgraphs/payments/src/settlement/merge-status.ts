import type { DisputeState, PaymentState } from '@lyceum/ports/payment-provider'

import { PaymentStatus } from '../order/order.ts'
import { RefundStatus } from '../refund/refund.ts'

/** States only go up: what is heard late or twice changes nothing, so every order of the news ends the same. */
const paymentRank: Readonly<Record<PaymentStatus, number>> = {
  UNKNOWN: 0,
  OPEN: 1,
  PROCESSING: 2,
  EXPIRED: 3,
  FAILED: 4,
  SUCCEEDED: 5,
}

/** The state of a payment after news of it. Money that arrived wins over everything. */
export function mergePaymentStatus(known: PaymentStatus, said: PaymentState): PaymentStatus {
  const next = PaymentStatus[said]
  return paymentRank[next] > paymentRank[known] ? next : known
}

/** The state of a refund after news of it: settled stays settled. */
export function mergeRefundStatus(known: RefundStatus, said: keyof typeof RefundStatus): RefundStatus {
  return known === RefundStatus.PENDING ? RefundStatus[said] : known
}

/** The state of a dispute after news of it: decided stays decided. */
export function mergeDisputeStatus(known: DisputeState, said: DisputeState): DisputeState {
  return known === 'OPEN' ? said : known
}

/** Whether a payment may still change by itself. */
export function isUnsettled(status: PaymentStatus): boolean {
  return paymentRank[status] < paymentRank[PaymentStatus.EXPIRED]
}
