import { isAdministrator, requirePermission, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { ProviderRefusedError } from '@lyceum/ports/payment-provider'
import { readVoucherNumber } from '@lyceum/ports/payment-provider/voucher'
import type { VoucherProvider } from '@lyceum/ports/payment-provider/voucher'

import type { PaymentsContext } from '../context.ts'
import type { OrderRecord } from '../order/order.ts'
import type { PaymentsServices } from '../services.ts'
import { checkPayment } from '../settlement/check-payment.ts'
import { readStatement } from './read-statement.ts'
import type { StatementFault, StatementLine } from './read-statement.ts'

export interface VoucherImport {
  /** The orders that are paid now, those that were before included. */
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
  const paidOrders: OrderRecord[] = []
  const refused: StatementFault[] = []
  for (const line of lines) {
    const confirmed = await confirmVoucher({ services, vouchers }, line)
    if (typeof confirmed === 'string') refused.push({ line: line.line, reason: confirmed })
    else paidOrders.push(confirmed)
  }
  return succeed({ paidOrders, faults: [...faults, ...refused].sort((a, b) => a.line - b.line) })
}

/** Marks one voucher paid. Answers its order, or the reason why it could not be matched. */
export async function confirmVoucher(
  { services, vouchers }: VoucherServices,
  payment: Omit<StatementLine, 'line'>,
): Promise<OrderRecord | string> {
  const voucherNumber = readVoucherNumber(payment.voucherNumber)
  if (voucherNumber === null) return 'malformed_voucher_number'
  try {
    await vouchers.markPaid({ ...payment, voucherNumber })
  } catch (error) {
    if (error instanceof ProviderRefusedError) return error.reason
    throw error
  }
  await checkPayment(services, vouchers.name, { checkoutId: voucherNumber })
  return (
    (await services.orders.findOrderByCheckout(vouchers.name, voucherNumber)) ?? 'no_order_of_this_voucher'
  )
}
