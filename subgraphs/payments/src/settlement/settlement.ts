import type { OrderItemRecord, OrderRecord } from '../order/order.ts'
import type { OrderChange } from '../order/order.repository.ts'
import type { PaymentsTransaction } from '../services.ts'

/** An order under its lock while news of it is applied. */
export interface Settlement {
  readonly transaction: PaymentsTransaction
  readonly now: Date
  readonly order: OrderRecord
  readonly items: readonly OrderItemRecord[]
}

/** Locks an order and reads what belongs to it; null when there is none. */
export async function openSettlement(
  transaction: PaymentsTransaction,
  orderId: string,
  now: Date,
): Promise<Settlement | null> {
  const order = await transaction.orders.lockOrder(orderId)
  if (order === null) return null
  return { transaction, now, order, items: await transaction.orders.listItems([orderId]) }
}

/** The settlement after a change of its order. */
export async function changeOrder(settlement: Settlement, change: OrderChange): Promise<Settlement> {
  const order = await settlement.transaction.orders.updateOrder(settlement.order.id, change)
  return { ...settlement, order }
}

/** The settlement with its items as they stand now. */
export async function reloadItems(settlement: Settlement): Promise<Settlement> {
  return { ...settlement, items: await settlement.transaction.orders.listItems([settlement.order.id]) }
}

/** Items as events name them. */
export function toEventItems(items: readonly OrderItemRecord[]) {
  return items.map(({ courseId, enrollmentId }) => ({ courseId, enrollmentId }))
}
