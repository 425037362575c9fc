import type { PrismaClient } from '@lyceum/prisma/payments'

import type { OrderRecord } from '../order/order.ts'
import { linesOf } from './ledger.ts'
import type { MovementKind } from './ledger.ts'

export interface Movement {
  readonly kind: MovementKind
  readonly order: OrderRecord
  /** What moves: a payment, a refund or a dispute. It is booked once for each kind. */
  readonly sourceId: string
  readonly amountMinor: number
  readonly bookedAt: Date
}

/** What the ledger says of one order. */
export interface OrderBalance {
  readonly orderId: string
  readonly capturedMinor: number
  readonly refundedMinor: number
}

export type LedgerRepository = ReturnType<typeof createLedgerRepository>

export function createLedgerRepository(client: Pick<PrismaClient, 'ledgerEntry' | '$queryRaw'>) {
  return {
    /** @throws a unique violation for a movement that is booked already */
    async book({ kind, order, sourceId, amountMinor, bookedAt }: Movement): Promise<void> {
      const { currency } = order
      const lines = linesOf(kind, order, amountMinor).map((line) => ({ ...line, currency }))
      if (lines.length === 0) return
      await client.ledgerEntry.create({
        data: { orderId: order.id, kind, sourceId, bookedAt, lines: { create: lines } },
      })
    },

    async listBalances(orderIds: readonly string[]): Promise<OrderBalance[]> {
      return await client.$queryRaw<OrderBalance[]>`
        SELECT order_id AS "orderId",
               coalesce(sum(amount_minor) FILTER (WHERE kind = 'CAPTURE' AND account LIKE 'provider:%'), 0)::int AS "capturedMinor",
               coalesce(-sum(amount_minor) FILTER (WHERE kind = 'REFUND' AND account LIKE 'provider:%'), 0)::int AS "refundedMinor"
        FROM payments.ledger_entry JOIN payments.ledger_line ON entry_id = ledger_entry.id
        WHERE order_id = ANY (${orderIds}::uuid[]) GROUP BY order_id`
    },

    /** The sum of every line, by currency: zero, or the books are wrong. */
    async listTotals(): Promise<{ currency: string; amountMinor: bigint }[]> {
      return await client.$queryRaw<{ currency: string; amountMinor: bigint }[]>`
        SELECT currency, sum(amount_minor)::bigint AS "amountMinor" FROM payments.ledger_line GROUP BY currency`
    },
  }
}
