import {
  BasicUserError,
  NotFoundError,
  UserErrorCode,
  fail,
  isAdministrator,
  requirePermission,
  succeed,
} from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { ProviderRefusedError } from '@lyceum/ports/payment-provider'

import type { PaymentsContext } from '../context.ts'
import type { RefundRecord } from '../refund/refund.ts'
import { sendRefund } from '../refund/send-refund.ts'
import { checkPayment } from '../settlement/check-payment.ts'
import type { VoucherServices } from './confirm-vouchers.ts'

/** Says that the bank gave a refund back, once: it is booked, and access ends. For administrators. */
export async function confirmVoucherRefund(
  { services, vouchers }: VoucherServices,
  context: PaymentsContext,
  { refundId }: { readonly refundId: string },
): Promise<Outcome<{ refund: RefundRecord }>> {
  requirePermission(context.viewer, isAdministrator)
  const refund = await services.refunds.findRefund(refundId)
  const order = refund === null ? null : await services.orders.findOrder(refund.orderId)
  if (refund === null || order === null) throw new NotFoundError('Refund', refundId)
  const voucherNumber = order.provider === vouchers.name ? order.checkoutId : null
  if (voucherNumber === null) return refuse('it was not paid by a voucher')
  // It may never have been noted at the voucher: the process died right after the refund was reserved.
  if (refund.providerRefundId === null) await sendRefund(services, refund.id)
  try {
    await vouchers.markRefunded({ voucherNumber, reference: refund.id })
  } catch (error) {
    if (error instanceof ProviderRefusedError) return refuse(error.reason)
    throw error
  }
  await checkPayment(services, vouchers.name, { checkoutId: voucherNumber })
  return succeed({ refund: (await services.refunds.findRefund(refund.id)) ?? refund })
}

function refuse(reason: string) {
  const message = `The refund cannot be confirmed: ${reason}`
  return fail(new BasicUserError(UserErrorCode.VOUCHER_NOT_PAYABLE, message, ['input', 'refundId']))
}
