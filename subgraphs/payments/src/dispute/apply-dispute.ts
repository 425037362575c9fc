import type { ProviderDispute } from '@lyceum/ports/payment-provider'

import { OrderStatus } from '../order/order.ts'
import { mergeDisputeStatus } from '../settlement/merge-status.ts'
import { changeOrder, reloadItems, toEventItems } from '../settlement/settlement.ts'
import type { Settlement } from '../settlement/settlement.ts'
import type { DisputeRecord } from './dispute.repository.ts'

/**
 * What the provider said of a dispute. Also one that is first heard of when it is decided is booked in both steps. While it is
 * open, and when it is won, access stays; when it is lost, the payer has the money back and the access of the whole order ends.
 */
export async function applyDispute(
  settlement: Settlement,
  said: ProviderDispute,
  known: DisputeRecord | undefined,
): Promise<Settlement> {
  const { transaction, now, order } = settlement
  const { disputeId: providerDisputeId, amountMinor } = said
  const opened =
    known ?? (await transaction.disputes.insertDispute({ orderId: order.id, providerDisputeId, amountMinor }))
  const movement = { order, sourceId: opened.id, amountMinor: opened.amountMinor, bookedAt: now }
  const status = mergeDisputeStatus(opened.status, said.state)
  const after = known === undefined ? await announce(settlement, opened) : settlement
  if (known === undefined) await transaction.ledger.book({ kind: 'DISPUTE_OPENED', ...movement })
  if (status !== 'OPEN' && status !== opened.status) {
    await transaction.disputes.closeDispute(opened.id, status)
    await transaction.ledger.book({ kind: `DISPUTE_${status}`, ...movement })
  }
  return status === 'LOST' && opened.status !== 'LOST' ? await endAccess(after, opened) : after
}

/** Said like a refund, by the dispute's id: for everybody else, the money went back. */
async function endAccess(settlement: Settlement, { id, amountMinor }: DisputeRecord): Promise<Settlement> {
  const { transaction } = settlement
  const ended = settlement.items.filter(({ isOpen }) => isOpen)
  await transaction.orders.closeItems(settlement.order.id)
  const changed = await changeOrder(settlement, { status: OrderStatus.REFUNDED })
  const { id: orderId, userId, currency, version } = changed.order
  await transaction.say({
    type: 'payment.refunded',
    aggregateId: orderId,
    aggregateVersion: Number(version),
    payload: {
      orderId,
      refundId: id,
      userId,
      items: toEventItems(ended),
      amountMinor,
      currency,
      isFull: amountMinor === changed.order.capturedMinor,
    },
  })
  return await reloadItems(changed)
}

async function announce(settlement: Settlement, { amountMinor }: DisputeRecord): Promise<Settlement> {
  const changed = await changeOrder(settlement, {})
  const { id: orderId, userId, currency, version } = changed.order
  await settlement.transaction.say({
    type: 'payment.disputed',
    aggregateId: orderId,
    aggregateVersion: Number(version),
    payload: { orderId, userId, amountMinor, currency },
  })
  return changed
}
