import { isAdministrator, requirePermission, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { ProviderRefusedError } from '@lyceum/ports/payment-provider'
import { readVoucherNumber } from '@lyceum/ports/payment-provider/voucher'
import type { VoucherProvider } from '@lyceum/ports/payment-provider/voucher'

import type { PaymentsContext } from '../context.ts'
import type { OrderRecord } from '../order/order.ts'
import type { PaymentsServices } from '../services.ts'
import { checkPayment } from '../settlement/check-payment.ts'
import { findDayFault } from './payment-day.ts'
import { readStatement } from './read-statement.ts'
import type { StatementFault, StatementLine } from './read-statement.ts'

export interface VoucherImport {
  /** The orders that are paid now, those that were before included; each once. */
  readonly paidOrders: readonly OrderRecord[]
  /** Lines that could not be matched; nothing of them was booked. */
  readonly faults: readonly StatementFault[]
}

/** What vouchers are worked with. */
export interface VoucherServices {
  readonly services: PaymentsServices
  readonly vouchers: VoucherProvider
}

/** Marks paid what the bank's file says; the same file again changes nothing. For administrators. */
export async function importVoucherPayments(
  { services, vouchers }: VoucherServices,
  context: PaymentsContext,
  { csv }: { readonly csv: string },
): Promise<Outcome<VoucherImport>> {
  requirePermission(context.viewer, isAdministrator)
  const { lines, faults } = readStatement(csv)
  const paidOrders = new Map<string, OrderRecord>()
  const refused: StatementFault[] = []
  for (const line of lines) {
    const confirmed = await confirmVoucher({ services, vouchers }, line)
    if (confirmed.ok) paidOrders.set(confirmed.order.id, confirmed.order)
    else refused.push({ line: line.line, reason: confirmed.reason })
  }
  return succeed({
    paidOrders: [...paidOrders.values()],
    faults: [...faults, ...refused].sort((a, b) => a.line - b.line),
  })
}

/** The order that is paid, or why it could not be matched and which part of the payment says so. */
export type Confirmation =
  | { readonly ok: true; readonly order: OrderRecord }
  | { readonly ok: false; readonly reason: string; readonly field: 'voucherNumber' | 'paidOn' }

/** Marks one voucher paid. */
export async function confirmVoucher(
  { services, vouchers }: VoucherServices,
  payment: Omit<StatementLine, 'line'>,
): Promise<Confirmation> {
  const voucherNumber = readVoucherNumber(payment.voucherNumber)
  if (voucherNumber === null) return refuse('malformed_voucher_number')
  const findOrder = () => services.orders.findOrderByCheckout(vouchers.name, voucherNumber)
  const placedAt = (await findOrder())?.createdAt ?? null
  const dayFault = findDayFault(payment.paidOn, { placedAt, now: services.clock.now() })
  if (dayFault !== null) return refuse(dayFault, 'paidOn')
  try {
    await vouchers.markPaid({ ...payment, voucherNumber })
  } catch (error) {
    if (error instanceof ProviderRefusedError) return refuse(error.reason)
    throw error
  }
  await checkPayment(services, vouchers.name, { checkoutId: voucherNumber })
  const order = await findOrder()
  return order === null ? refuse('no_order_of_this_voucher') : { ok: true, order }
}

function refuse(reason: string, field: 'voucherNumber' | 'paidOn' = 'voucherNumber'): Confirmation {
  return { ok: false, reason, field }
}
