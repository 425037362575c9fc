import { isAdministrator } from '@lyceum/kit'
import type { SignedInViewer } from '@lyceum/kit'

import type { OrderItemRecord, OrderRecord } from '../order/order.ts'

/** How long a buyer may change their mind. */
export const withdrawalDays = 14
const dayMilliseconds = 24 * 60 * 60 * 1_000

export interface RefundCase {
  readonly viewer: SignedInViewer
  readonly order: OrderRecord
  readonly items: readonly OrderItemRecord[]
  /** Of the items. */
  readonly completedCourseIds: ReadonlySet<string>
  readonly isPartial: boolean
  readonly now: Date
}

/**
 * Administrators give back anything. A buyer gets whole courses back within 14 days of payment, as long as they have not
 * completed them.
 */
export function canRefund({ viewer, order, items, completedCourseIds, isPartial, now }: RefundCase): boolean {
  if (isAdministrator(viewer)) return true
  if (viewer.id !== order.userId || isPartial || order.paidAt === null) return false
  const isInTime = now.getTime() - order.paidAt.getTime() <= withdrawalDays * dayMilliseconds
  return isInTime && items.every(({ courseId }) => !completedCourseIds.has(courseId))
}
