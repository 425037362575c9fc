import type { Outbox } from '@lyceum/events'
import type { Prisma, PrismaClient } from '@lyceum/prisma/payments'

import { createCouponRepository } from './coupon/coupon.repository.ts'
import { createCourseRepository } from './course/course.repository.ts'
import { createDisputeRepository } from './dispute/dispute.repository.ts'
import { createIdempotencyRepository } from './idempotency/idempotency.repository.ts'
import { createLedgerRepository } from './ledger/ledger.repository.ts'
import { createOrderRepository } from './order/order.repository.ts'
import { createReceiptRepository } from './receipt/receipt.repository.ts'
import { createRefundRepository } from './refund/refund.repository.ts'
import type { PaymentsRepositories, PaymentsTransaction } from './services.ts'
import { createWebhookRepository } from './webhook/webhook.repository.ts'

/** Prisma's client inside a transaction. */
export type Tx = Prisma.TransactionClient

/** Every repository over one client or one transaction. */
export function createRepositories(client: PrismaClient | Tx): PaymentsRepositories {
  return {
    coupons: createCouponRepository(client),
    courses: createCourseRepository(client),
    disputes: createDisputeRepository(client),
    idempotency: createIdempotencyRepository(client),
    ledger: createLedgerRepository(client),
    orders: createOrderRepository(client),
    receipts: createReceiptRepository(client),
    refunds: createRefundRepository(client),
    webhooks: createWebhookRepository(client),
  }
}

/** The repositories over one transaction, and the outbox that commits with it. */
export function openTransaction(tx: Tx, outbox: Outbox, requestId: string | null): PaymentsTransaction {
  return { ...createRepositories(tx), say: (event) => outbox.add(tx, { ...event, requestId }) }
}
