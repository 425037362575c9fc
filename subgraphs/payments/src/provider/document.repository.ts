import type { DocumentStore } from '@lyceum/ports/payment-provider/document-store'
import type { SandboxDocument } from '@lyceum/ports/payment-provider/sandbox'
import type { VoucherDocument } from '@lyceum/ports/payment-provider/voucher'
import type { Prisma, PrismaClient } from '@lyceum/prisma/payments'
import { z } from 'zod'

import { hostedPaymentSchema, sandboxEventType } from './document.schema.ts'

interface StoreOptions<Document> {
  readonly provider: string
  readonly schema: z.ZodType<Document>
}

const sandboxSchema = hostedPaymentSchema.extend({
  events: z.array(z.object({ eventId: z.string(), type: sandboxEventType, checkoutId: z.string() })),
})
const voucherSchema = hostedPaymentSchema.extend({ paidOn: z.string().nullable() })

/** What the sandbox keeps. */
export function createSandboxStore(client: Client): DocumentStore<SandboxDocument> {
  return createDocumentStore(client, { provider: 'sandbox', schema: sandboxSchema })
}

/** What was issued and paid of bank vouchers. */
export function createVoucherStore(client: Client): DocumentStore<VoucherDocument> {
  return createDocumentStore(client, { provider: 'voucher', schema: voucherSchema })
}

type Client = Pick<PrismaClient, 'providerDocument' | '$queryRaw' | '$transaction'>

/** Keeps the documents of a provider inside the platform in rows. */
function createDocumentStore<Document extends object>(
  client: Client,
  { provider, schema }: StoreOptions<Document>,
): DocumentStore<Document> {
  const encode = (document: Document): Prisma.InputJsonObject => JSON.parse(JSON.stringify(document))
  const decode = (json: Prisma.JsonValue): Document => schema.parse(json)
  return {
    async insert({ id, key, createdAt, document }) {
      const row = { provider, id, key, createdAt, document: encode(document) }
      await client.providerDocument.createMany({ data: [row], skipDuplicates: true })
      const kept = await client.providerDocument.findUniqueOrThrow({
        where: { provider_key: { provider, key } },
      })
      return decode(kept.document)
    },
    async find(id) {
      const row = await client.providerDocument.findUnique({ where: { provider_id: { provider, id } } })
      return row === null ? null : decode(row.document)
    },
    async change(id, change) {
      return await client.$transaction(async (tx) => {
        const [row] = await tx.$queryRaw<{ document: Prisma.JsonValue }[]>`
          SELECT document FROM payments.provider_document
          WHERE provider = ${provider} AND id = ${id} FOR UPDATE`
        if (row === undefined) return null
        const document = change(decode(row.document))
        await tx.providerDocument.update({
          where: { provider_id: { provider, id } },
          data: { document: encode(document) },
        })
        return document
      })
    },
    async list({ from, until }) {
      const rows = await client.providerDocument.findMany({
        where: { provider, createdAt: { gte: from, lt: until } },
        orderBy: { createdAt: 'asc' },
      })
      return rows.map((row) => decode(row.document))
    },
    async takeNumber() {
      const [row] = await client.$queryRaw<{ lastNumber: number }[]>`
        INSERT INTO payments.number_series AS series (name, last_number) VALUES (${provider}, 1)
        ON CONFLICT (name) DO UPDATE SET last_number = series.last_number + 1
        RETURNING last_number AS "lastNumber"`
      if (row === undefined) throw new Error(`The series ${provider} gave no number`)
      return row.lastNumber
    },
  }
}
