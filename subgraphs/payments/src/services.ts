import type { NewEvent } from '@lyceum/events'
import type { Clock } from '@lyceum/ports/clock'
import type { PaymentProvider } from '@lyceum/ports/payment-provider'
import type { PdfRenderer } from '@lyceum/ports/pdf'
import type { Logger } from 'pino'

import type { CouponRepository } from './coupon/coupon.repository.ts'
import type { CourseRepository } from './course/course.repository.ts'
import type { DisputeRepository } from './dispute/dispute.repository.ts'
import type { IdempotencyRepository } from './idempotency/idempotency.repository.ts'
import type { LedgerRepository } from './ledger/ledger.repository.ts'
import type { OrderRepository } from './order/order.repository.ts'
import type { ReceiptRepository } from './receipt/receipt.repository.ts'
import type { RefundRepository } from './refund/refund.repository.ts'
import type { WebhookRepository } from './webhook/webhook.repository.ts'

export interface PaymentsRepositories {
  readonly coupons: CouponRepository
  readonly courses: CourseRepository
  readonly disputes: DisputeRepository
  readonly idempotency: IdempotencyRepository
  readonly ledger: LedgerRepository
  readonly orders: OrderRepository
  readonly receipts: ReceiptRepository
  readonly refunds: RefundRepository
  readonly webhooks: WebhookRepository
}

/** What happens in one transaction: rows and the events they cause, all or nothing. */
export interface PaymentsTransaction extends PaymentsRepositories {
  say(event: NewEvent): Promise<void>
}

/** What the use-cases work with. */
export interface PaymentsServices extends PaymentsRepositories {
  inTransaction<T>(
    /** Null when no request asked for it. */
    context: { readonly requestId: string | null },
    work: (transaction: PaymentsTransaction) => Promise<T>,
  ): Promise<T>
  readonly clock: Clock
  readonly logger: Logger
  /** By name; the first is taken when a client names none. */
  readonly providers: ReadonlyMap<string, PaymentProvider>
  /** Null where nothing is printed. */
  readonly pdf: PdfRenderer | null
  readonly publicUrl: () => string
}
