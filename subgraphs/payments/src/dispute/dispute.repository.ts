import type { DisputeState } from '@lyceum/ports/payment-provider'
import type { Dispute, PrismaClient } from '@lyceum/prisma/payments'

/** A payer's bank takes the money back until it is decided who is right. */
export interface DisputeRecord {
  readonly id: string
  readonly orderId: string
  readonly providerDisputeId: string
  readonly status: DisputeState
  readonly amountMinor: number
  readonly createdAt: Date
}

export type DisputeRepository = ReturnType<typeof createDisputeRepository>

export function createDisputeRepository(client: Pick<PrismaClient, 'dispute'>) {
  return {
    async listDisputes(orderIds: readonly string[]): Promise<DisputeRecord[]> {
      const rows = await client.dispute.findMany({
        where: { orderId: { in: [...orderIds] } },
        orderBy: { id: 'asc' },
      })
      return rows.map(toDispute)
    },

    async insertDispute(
      dispute: Pick<DisputeRecord, 'orderId' | 'providerDisputeId' | 'amountMinor'>,
    ): Promise<DisputeRecord> {
      return toDispute(await client.dispute.create({ data: { ...dispute, status: 'OPEN' } }))
    },

    async closeDispute(id: string, status: 'WON' | 'LOST'): Promise<void> {
      await client.dispute.update({ where: { id }, data: { status } })
    },
  }
}

function toDispute(row: Dispute): DisputeRecord {
  return { ...row, status: row.status as DisputeState }
}
