import { z } from 'zod'

/** A payment of a provider inside the platform, as its row holds it. */
export const hostedPaymentSchema = z.object({
  checkoutId: z.string(),
  paymentId: z.string().nullable(),
  reference: z.string(),
  description: z.string(),
  returnUrl: z.string(),
  amountMinor: z.int(),
  currency: z.string(),
  state: z.enum(['OPEN', 'PROCESSING', 'SUCCEEDED', 'FAILED', 'EXPIRED']),
  failureReason: z.string().nullable(),
  capturedMinor: z.int(),
  refunds: z.array(
    z.object({
      refundId: z.string(),
      reference: z.string().nullable(),
      amountMinor: z.int(),
      state: z.enum(['PENDING', 'SUCCEEDED', 'FAILED']),
    }),
  ),
  disputes: z.array(
    z.object({ disputeId: z.string(), amountMinor: z.int(), state: z.enum(['OPEN', 'WON', 'LOST']) }),
  ),
})

export const sandboxEventType = z.enum([
  'payment.created',
  'payment.succeeded',
  'payment.failed',
  'payment.expired',
  'payment.refunded',
  'payment.disputed',
  'payment.dispute_closed',
])
