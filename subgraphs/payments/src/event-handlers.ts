import type { DomainEvent, EventHandlers, EventPayload } from '@lyceum/events'
import type { Clock } from '@lyceum/ports/clock'

import { RefundReason } from './refund/refund.ts'
import { reserveRefund } from './refund/reserve-refund.ts'
import type { PaymentsTransaction } from './services.ts'
import { openSettlement, reloadItems } from './settlement/settlement.ts'
import type { Tx } from './transaction.repository.ts'

interface HandlerOptions {
  readonly clock: Clock
  open(tx: Tx, requestId: string | null): PaymentsTransaction
  /** Begins what an event made due without waiting for the next round. */
  wake(): void
}

type CourseEvent = DomainEvent<`course.${'updated' | 'published' | 'unpublished' | 'deleted'}`>
type EnrollmentEvent = DomainEvent<`enrollment.${'created' | 'activated' | 'completed' | 'cancelled'}`>
type Refusal = EventPayload<'enrollment.activation_refused'>

const reasonOf = {
  SEAT_GONE: RefundReason.SEAT_GONE,
  COURSE_GONE: RefundReason.COURSE_GONE,
  CANCELLED: RefundReason.ENROLLMENT_CANCELLED,
  ALREADY_ACTIVE: RefundReason.ALREADY_ACTIVE,
} as const satisfies Record<Refusal['reason'], RefundReason>

/** Keeps what other subgraphs say as far as payments depend on it, in the transaction that marks the event as seen. */
export function createEventHandlers({ clock, open, wake }: HandlerOptions): EventHandlers<'payments', Tx> {
  async function saveCourse(tx: Tx, event: CourseEvent): Promise<void> {
    const status = event.type === 'course.deleted' ? 'DELETED' : event.payload.status
    await open(tx, event.requestId).courses.saveCourse(event.payload, status, event.aggregateVersion)
  }

  async function saveEnrollment(tx: Tx, event: EnrollmentEvent): Promise<void> {
    await open(tx, event.requestId).courses.saveEnrollment(event.payload, event.aggregateVersion)
  }

  return {
    'course.updated': saveCourse,
    'course.published': saveCourse,
    'course.unpublished': saveCourse,
    'course.deleted': saveCourse,
    'enrollment.created': saveEnrollment,
    'enrollment.activated': saveEnrollment,
    'enrollment.completed': saveEnrollment,
    'enrollment.cancelled': saveEnrollment,
    async 'enrollment.activation_refused'(tx, event) {
      await giveBack(open(tx, event.requestId), event.payload, clock.now())
      return wake
    },
  }
}

/** What was paid for a place that is gone goes back. What went back before stays as it is. */
async function giveBack(
  transaction: PaymentsTransaction,
  { orderId, enrollmentId, reason }: Refusal,
  now: Date,
): Promise<void> {
  const settlement = await openSettlement(transaction, orderId, now)
  const item = settlement?.items.find((one) => one.enrollmentId === enrollmentId)
  if (settlement === null || item === undefined) return
  // Closed at once: the refund ends no access that began by other means.
  const isWithoutEffect = item.amountMinor === 0 || reason === 'ALREADY_ACTIVE'
  if (isWithoutEffect) await transaction.orders.updateItem(item.id, { isOpen: false })
  await reserveRefund(await reloadItems(settlement), { reason: reasonOf[reason], itemIds: [item.id] })
}
