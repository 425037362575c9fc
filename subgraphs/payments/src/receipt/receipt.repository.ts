import { randomBytes } from 'node:crypto'

import type { PrismaClient, Receipt } from '@lyceum/prisma/payments'

/** The values of the `ReceiptKind` enum. */
export enum ReceiptKind {
  RECEIPT = 'RECEIPT',
  CREDIT_NOTE = 'CREDIT_NOTE',
}

export interface ReceiptRecord {
  readonly id: string
  readonly kind: ReceiptKind
  /** Without a gap within its series: `R-2026-000001`, `C-2026-000001`. */
  readonly number: string
  readonly orderId: string
  readonly refundId: string | null
  readonly amountMinor: number
  readonly currency: string
  readonly token: string
  readonly issuedAt: Date
}

export type NewReceipt = Omit<ReceiptRecord, 'id' | 'number' | 'token'>

const letterOf = { RECEIPT: 'R', CREDIT_NOTE: 'C' } as const

export type ReceiptRepository = ReturnType<typeof createReceiptRepository>

export function createReceiptRepository(client: Pick<PrismaClient, 'receipt' | '$queryRaw'>) {
  /** The row of the series is locked until the transaction ends, and its number is given back when it fails: no gaps. */
  async function takeNumber(series: string): Promise<number> {
    const [row] = await client.$queryRaw<{ lastNumber: number }[]>`
      INSERT INTO payments.number_series AS series (name, last_number) VALUES (${series}, 1)
      ON CONFLICT (name) DO UPDATE SET last_number = series.last_number + 1
      RETURNING last_number AS "lastNumber"`
    if (row === undefined) throw new Error(`The series ${series} gave no number`)
    return row.lastNumber
  }

  return {
    async issue(receipt: NewReceipt): Promise<ReceiptRecord> {
      const series = `${letterOf[receipt.kind]}-${receipt.issuedAt.getUTCFullYear()}`
      const number = `${series}-${String(await takeNumber(series)).padStart(6, '0')}`
      const token = randomBytes(24).toString('base64url')
      return toReceipt(await client.receipt.create({ data: { ...receipt, number, token } }))
    },

    async listReceipts(orderIds: readonly string[]): Promise<ReceiptRecord[]> {
      const rows = await client.receipt.findMany({
        where: { orderId: { in: [...orderIds] } },
        orderBy: { id: 'asc' },
      })
      return rows.map(toReceipt)
    },

    async findReceiptByToken(token: string): Promise<ReceiptRecord | null> {
      const row = await client.receipt.findUnique({ where: { token } })
      return row === null ? null : toReceipt(row)
    },
  }
}

function toReceipt(row: Receipt): ReceiptRecord {
  return { ...row, kind: row.kind as ReceiptKind }
}
