import type { PaymentLookup, ProviderEvent } from '@lyceum/ports/payment-provider'
import type { PrismaClient } from '@lyceum/prisma/payments'
import { z } from 'zod'

const lookupSchema = z
  .union([z.object({ checkoutId: z.string() }), z.object({ paymentId: z.string() })])
  .nullable()

export interface StoredWebhook {
  readonly id: string
  readonly provider: string
  readonly type: string
  readonly lookup: PaymentLookup | null
  /** How often it was begun, this time included. */
  readonly attempts: number
}

/** Webhooks that are not processed. */
export interface WebhookBacklog {
  readonly pending: number
  /** No longer tried: a person has to look. */
  readonly givenUp: number
  /** Of the oldest that is pending; 0 when none is. */
  readonly ageSeconds: number
}

export type WebhookRepository = ReturnType<typeof createWebhookRepository>

export function createWebhookRepository(
  client: Pick<PrismaClient, 'webhookDelivery' | '$queryRaw' | '$executeRaw'>,
) {
  return {
    /** Keeps a webhook as it came; one that is known already is kept once and counted. */
    async saveWebhook(webhook: {
      readonly provider: string
      readonly event: ProviderEvent
      readonly rawBody: Uint8Array<ArrayBuffer>
      readonly receivedAt: Date
    }): Promise<void> {
      const { provider, event, rawBody, receivedAt } = webhook
      const { eventId, type, lookup } = event
      await client.$executeRaw`
        INSERT INTO payments.webhook_delivery AS known
          (provider, provider_event_id, type, lookup, raw_body, received_at, next_attempt_at)
        VALUES (${provider}, ${eventId}, ${type}, ${JSON.stringify({ payment: lookup })}::jsonb, ${rawBody},
          ${receivedAt}, ${receivedAt})
        ON CONFLICT (provider, provider_event_id) DO UPDATE SET delivery_count = known.delivery_count + 1`
    },

    /** Takes the oldest webhook that is due; nobody else takes it before `until`. */
    async takeDueWebhook(now: Date, until: Date): Promise<StoredWebhook | null> {
      const [row] = await client.$queryRaw<
        (Omit<StoredWebhook, 'lookup'> & { lookup: { payment: unknown } })[]
      >`
        UPDATE payments.webhook_delivery SET next_attempt_at = ${until}, attempts = attempts + 1 WHERE id = (
          SELECT id FROM payments.webhook_delivery WHERE processed_at IS NULL AND next_attempt_at <= ${now}
          ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id, provider, type, lookup, attempts`
      return row === undefined ? null : { ...row, lookup: lookupSchema.parse(row.lookup.payment) }
    },

    async readBacklog(): Promise<WebhookBacklog> {
      const [backlog] = await client.$queryRaw<WebhookBacklog[]>`
        SELECT count(next_attempt_at)::int AS "pending", (count(*) - count(next_attempt_at))::int AS "givenUp",
          coalesce(extract(epoch FROM clock_timestamp() - min(received_at) FILTER (WHERE next_attempt_at IS NOT NULL)), 0)::float8
            AS "ageSeconds"
        FROM payments.webhook_delivery WHERE processed_at IS NULL`
      return backlog ?? { pending: 0, givenUp: 0, ageSeconds: 0 }
    },

    async markProcessed(id: string, processedAt: Date): Promise<void> {
      await client.webhookDelivery.update({
        where: { id },
        data: { processedAt, error: null, nextAttemptAt: null },
      })
    },

    /** Puts it off; null gives it up, and it stays to be seen. */
    async putOff(id: string, nextAttemptAt: Date | null, error: string): Promise<void> {
      await client.webhookDelivery.update({ where: { id }, data: { nextAttemptAt, error } })
    },
  }
}
