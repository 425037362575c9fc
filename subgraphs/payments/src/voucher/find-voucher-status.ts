import { readVoucherNumber } from '@lyceum/ports/payment-provider/voucher'

import type { PaymentsContext } from '../context.ts'
import { canSeeOrdersOf } from '../order/order.policy.ts'
import type { VoucherServices } from './confirm-vouchers.ts'

/** What a voucher is for and whether it was paid; null when there is none, or not for this viewer. */
export async function findVoucherStatus(
  { services, vouchers }: VoucherServices,
  context: PaymentsContext,
  text: string,
) {
  const voucherNumber = readVoucherNumber(text)
  if (voucherNumber === null) return null
  const order = await services.orders.findOrderByCheckout(vouchers.name, voucherNumber)
  if (order === null || !canSeeOrdersOf(context.viewer, order.userId)) return null
  const items = await context.items.load(order.id)
  return {
    voucherNumber,
    courses: items.map(({ title }) => title),
    term: termOf(order.createdAt),
    fee: { amountMinor: order.totalMinor, currency: order.currency },
    status: order.paymentStatus,
    changedAt: order.paidAt ?? order.createdAt,
    order,
  }
}

/** The half-year of a time, in UTC. */
export function termOf(time: Date): string {
  return `${time.getUTCFullYear()}-${time.getUTCMonth() < 6 ? 1 : 2}`
}
