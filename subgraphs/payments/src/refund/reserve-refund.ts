import { allocate } from '../money/allocate.ts'
import type { OrderItemRecord } from '../order/order.ts'
import { changeOrder, reloadItems } from '../settlement/settlement.ts'
import type { Settlement } from '../settlement/settlement.ts'
import type { RefundReason, RefundRecord, RefundShare } from './refund.ts'

export interface RefundPlan {
  readonly reason: RefundReason
  /** Which items it gives back. @default all */
  readonly itemIds?: readonly string[]
  /** How much of them, in minor units. @default all that is left of them */
  readonly amountMinor?: number
  readonly requestedBy?: string
  /** The provider's id of a refund that it made by itself. */
  readonly providerRefundId?: string
}

export interface ReservedRefund extends Settlement {
  /** Null when nothing was left to give back. */
  readonly refund: RefundRecord | null
}

/** More is to go back than is left. The transaction that tried is rolled back. */
export class RefundTooLargeError extends Error {
  override readonly name = 'RefundTooLargeError'

  constructor(
    readonly orderId: string,
    readonly leftMinor: number,
  ) {
    super(`Order ${orderId} has ${leftMinor} minor units left to give back`)
  }
}

/**
 * Sets a part of what was captured aside to go back; under the order's lock, so that the parts of all refunds never exceed the
 * whole. The provider is asked afterwards, by the refund's id as its key.
 * @throws {RefundTooLargeError}
 */
export async function reserveRefund(settlement: Settlement, plan: RefundPlan): Promise<ReservedRefund> {
  const { transaction, order, now } = settlement
  const items = settlement.items.filter(({ id }) => plan.itemIds?.includes(id) ?? true)
  const leftMinor = items.reduce((sum, item) => sum + leftOf(item), 0)
  const amountMinor = plan.amountMinor ?? leftMinor
  const largestMinor = Math.min(leftMinor, order.capturedMinor - order.refundedMinor)
  if (amountMinor > largestMinor) throw new RefundTooLargeError(order.id, largestMinor)
  if (amountMinor === 0) return { ...settlement, refund: null }
  const allocation = shareOut(items, amountMinor)
  const refund = await transaction.refunds.insertRefund({
    orderId: order.id,
    reason: plan.reason,
    amountMinor,
    allocation,
    requestedBy: plan.requestedBy ?? null,
    providerRefundId: plan.providerRefundId ?? null,
    checkAt: plan.providerRefundId === undefined ? now : null,
  })
  await moveShares(settlement, allocation, 1)
  const reserved = await changeOrder(settlement, { refundedMinor: order.refundedMinor + amountMinor })
  return { ...(await reloadItems(reserved)), refund }
}

/** Adds the shares of a refund to what went back of its items, or, with -1, takes them off again. */
export async function moveShares(
  { transaction, items }: Settlement,
  allocation: readonly RefundShare[],
  sign: 1 | -1,
): Promise<void> {
  for (const { itemId, amountMinor } of allocation) {
    const item = items.find(({ id }) => id === itemId)
    if (item === undefined) throw new Error(`Item ${itemId} is not in the order of its refund`)
    const refundedMinor = item.refundedMinor + sign * amountMinor
    await transaction.orders.updateItem(itemId, { refundedMinor })
  }
}

function leftOf({ amountMinor, refundedMinor }: OrderItemRecord): number {
  return amountMinor - refundedMinor
}

function shareOut(items: readonly OrderItemRecord[], amountMinor: number): readonly RefundShare[] {
  const shares = allocate(amountMinor, items.map(leftOf))
  return items
    .map(({ id: itemId }, index) => ({ itemId, amountMinor: shares[index] ?? 0 }))
    .filter((share) => share.amountMinor > 0)
}
