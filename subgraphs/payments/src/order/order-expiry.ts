import { OrderStatus } from './order.ts'
import type { OrderRecord } from './order.ts'

const hourMilliseconds = 60 * 60 * 1_000
/** How long an order waits for a payment on a page. */
const checkoutMilliseconds = 24 * hourMilliseconds
/** How long it waits for one at a bank: as long as the enrolment holds its seat. */
const voucherMilliseconds = 7 * 24 * hourMilliseconds

/** Orders made before these times have waited too long at the given time. */
export function toExpiryLimits(now: Date): { readonly voucher: Date; readonly checkout: Date } {
  return {
    voucher: new Date(now.getTime() - voucherMilliseconds),
    checkout: new Date(now.getTime() - checkoutMilliseconds),
  }
}

/** When an order ends unless it is paid; null for one that does not wait any more. */
export function expiresAt({ status, provider, createdAt }: OrderRecord): Date | null {
  if (status !== OrderStatus.PENDING) return null
  const wait = provider === 'voucher' ? voucherMilliseconds : checkoutMilliseconds
  return new Date(createdAt.getTime() + wait)
}
