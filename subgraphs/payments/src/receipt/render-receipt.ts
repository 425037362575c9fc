import type { PdfDocument } from '@lyceum/ports/pdf'

import { formatMoney } from '../money/currency.ts'
import type { OrderItemRecord } from '../order/order.ts'
import type { RefundRecord } from '../refund/refund.ts'
import type { PaymentsServices } from '../services.ts'
import { receiptTemplate } from './receipt-template.ts'
import { ReceiptKind } from './receipt.repository.ts'
import type { ReceiptRecord } from './receipt.repository.ts'

const titles: Readonly<Record<ReceiptKind, string>> = { RECEIPT: 'Receipt', CREDIT_NOTE: 'Credit note' }

/** The printed form of a receipt or credit note by its token; null when there is none. The same token is the same bytes. */
export async function renderReceipt(
  { receipts, orders, refunds }: Pick<PaymentsServices, 'receipts' | 'orders' | 'refunds'>,
  token: string,
): Promise<PdfDocument | null> {
  const receipt = await receipts.findReceiptByToken(token)
  if (receipt === null) return null
  const items = await orders.listItems([receipt.orderId])
  const refund = receipt.refundId === null ? null : await refunds.findRefund(receipt.refundId)
  return {
    template: receiptTemplate,
    data: {
      title: titles[receipt.kind],
      number: receipt.number,
      issuedOn: receipt.issuedAt.toISOString().slice(0, 10),
      orderId: receipt.orderId,
      lines: listLines(receipt, items, refund),
      total: formatMoney(receipt.amountMinor, receipt.currency),
    },
    standard: 'a-2a',
    createdAt: receipt.issuedAt,
  }
}

function listLines(
  { kind, currency }: ReceiptRecord,
  items: readonly OrderItemRecord[],
  refund: RefundRecord | null,
) {
  const amountOf = (item: OrderItemRecord) =>
    kind === ReceiptKind.RECEIPT
      ? item.amountMinor
      : (refund?.allocation.find(({ itemId }) => itemId === item.id)?.amountMinor ?? 0)
  return items
    .map((item) => ({ title: item.title, amountMinor: amountOf(item) }))
    .filter(({ amountMinor }) => kind === ReceiptKind.RECEIPT || amountMinor > 0)
    .map(({ title, amountMinor }) => ({ title, amount: formatMoney(amountMinor, currency) }))
}
