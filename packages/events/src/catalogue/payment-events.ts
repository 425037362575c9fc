import { z } from 'zod'
import { defineEvent } from './define-event.ts'

const order = z.object({ orderId: z.string(), userId: z.string() })
const money = z.object({ amountMinor: z.int().min(0), currency: z.string() })
const items = z.array(z.object({ courseId: z.string(), enrollmentId: z.string() }))

export const paymentEvents = [
  defineEvent('payment.succeeded', order.extend({ paymentId: z.string(), items, ...money.shape })),
  defineEvent('payment.failed', order.extend({ reason: z.string() })),
  /** `items` are those whose access ends with it: none of a refund in part. */
  defineEvent(
    'payment.refunded',
    order.extend({ refundId: z.string(), items, isFull: z.boolean(), ...money.shape }),
  ),
  defineEvent('payment.disputed', order.extend(money.shape)),
] as const
