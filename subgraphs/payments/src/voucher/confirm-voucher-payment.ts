import {
  BasicUserError,
  UserErrorCode,
  checkInput,
  fail,
  isAdministrator,
  requirePermission,
  succeed,
} from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { PaymentsContext } from '../context.ts'
import type { OrderRecord } from '../order/order.ts'
import { confirmVoucher } from './confirm-vouchers.ts'
import type { VoucherServices } from './confirm-vouchers.ts'
import { isDate } from './payment-day.ts'

const inputSchema = z.object({
  voucherNumber: z.string(),
  amountMinor: z.int().min(1),
  currency: z.string(),
  paidOn: z.string().refine(isDate, 'Use YYYY-MM-DD'),
})

/** Marks one voucher paid, once. For administrators. */
export async function confirmVoucherPayment(
  vouchers: VoucherServices,
  context: PaymentsContext,
  input: unknown,
): Promise<Outcome<{ order: OrderRecord }>> {
  requirePermission(context.viewer, isAdministrator)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const confirmed = await confirmVoucher(vouchers, checked.value)
  if (confirmed.ok) return succeed({ order: confirmed.order })
  const { reason, field } = confirmed
  const code = field === 'paidOn' ? UserErrorCode.INVALID_INPUT : UserErrorCode.VOUCHER_NOT_PAYABLE
  return fail(new BasicUserError(code, `The voucher cannot be paid: ${reason}`, ['input', field]))
}
