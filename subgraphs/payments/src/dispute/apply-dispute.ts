import type { ProviderDispute } from '@lyceum/ports/payment-provider'

import { mergeDisputeStatus } from '../settlement/merge-status.ts'
import type { Settlement } from '../settlement/settlement.ts'
import { changeOrder } from '../settlement/settlement.ts'
import type { DisputeRecord } from './dispute.repository.ts'

/** What the provider said of a dispute. Also one that is first heard of when it is decided is booked in both steps. */
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
  return after
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
