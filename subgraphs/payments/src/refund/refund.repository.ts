import { isId } from '@lyceum/kit'
import type { PrismaClient, Refund } from '@lyceum/prisma/payments'
import { z } from 'zod'

import type { RefundReason, RefundRecord, RefundShare, RefundStatus } from './refund.ts'

export interface NewRefund {
  readonly orderId: string
  readonly reason: RefundReason
  readonly amountMinor: number
  readonly allocation: readonly RefundShare[]
  readonly requestedBy: string | null
  readonly providerRefundId: string | null
  /** When the provider is asked for it; null for one that it made by itself. */
  readonly checkAt: Date | null
}

const allocationSchema = z.array(z.object({ itemId: z.string(), amountMinor: z.int() }))

export type RefundRepository = ReturnType<typeof createRefundRepository>

export function createRefundRepository(client: Pick<PrismaClient, 'refund' | '$queryRaw'>) {
  return {
    async findRefund(id: string): Promise<RefundRecord | null> {
      if (!isId(id)) return null
      const row = await client.refund.findUnique({ where: { id } })
      return row === null ? null : toRefund(row)
    },

    async listRefunds(orderIds: readonly string[]): Promise<RefundRecord[]> {
      const rows = await client.refund.findMany({
        where: { orderId: { in: [...orderIds] } },
        orderBy: { id: 'asc' },
      })
      return rows.map(toRefund)
    },

    async insertRefund({ allocation, ...refund }: NewRefund): Promise<RefundRecord> {
      const shares = allocation.map((share) => ({ ...share }))
      return toRefund(
        await client.refund.create({ data: { ...refund, allocation: shares, status: 'PENDING' } }),
      )
    },

    async settleRefund(
      id: string,
      settled: {
        readonly status: RefundStatus
        readonly settledAt: Date
        readonly providerRefundId: string | null
        readonly failureReason: string | null
      },
    ): Promise<void> {
      await client.refund.update({ where: { id }, data: { ...settled, checkAt: null } })
    },

    /** Keeps that the provider has it and has not made it yet, and when it is asked again. */
    async keepPending(
      id: string,
      pending: { readonly providerRefundId: string | null; readonly checkAt: Date },
    ): Promise<void> {
      await client.refund.update({ where: { id }, data: pending })
    },

    /** Takes refunds that the provider is to be asked for, so that nobody else asks before `until`. */
    async takeDueRefunds(now: Date, until: Date): Promise<string[]> {
      const rows = await client.$queryRaw<{ id: string }[]>`
        UPDATE payments.refund SET check_at = ${until} WHERE id IN (
          SELECT id FROM payments.refund WHERE check_at <= ${now} ORDER BY check_at LIMIT 20 FOR UPDATE SKIP LOCKED)
        RETURNING id`
      return rows.map(({ id }) => id)
    },
  }
}

function toRefund(row: Refund): RefundRecord {
  return {
    ...row,
    status: row.status as RefundStatus,
    reason: row.reason as RefundReason,
    allocation: allocationSchema.parse(row.allocation),
  }
}
